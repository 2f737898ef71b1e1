import { tokenDigest } from '../server/Authenticator';
import { SimulatorEnvironment } from '../server/Environment';
import { UserRecord } from '../store/records';
import { createProject } from './createProject';
import { tokenScopes } from '../server/tokenScopes';
import { Seed, SeedOrganization, SeedToken, SeedUser } from './Seed';
import { stableId, userDescriptor } from './stableId';

function addUser(environment: SimulatorEnvironment, seed: SeedUser): void {
  const { store } = environment;
  if (store.findByKey('user', '', seed.mail)) {
    return;
  }
  const id = stableId('user', seed.mail);
  const user: UserRecord = {
    id,
    displayName: seed.displayName,
    mail: seed.mail,
    descriptor: userDescriptor(id),
    entraId: stableId('entra', seed.mail),
  };
  store.put('user', user, { scope: '', key: seed.mail });
}

function addOrganization(
  environment: SimulatorEnvironment,
  seed: SeedOrganization,
): void {
  const { store } = environment;
  const organization = store.findByKey('organization', '', seed.name) ?? {
    id: stableId('organization', seed.name),
    name: seed.name,
  };
  store.put('organization', organization, { scope: '', key: seed.name });
  if (store.list('pool', organization.name).length === 0) {
    for (const [name, isHosted] of [
      ['Azure Pipelines', true],
      ['Default', false],
    ] as const) {
      const pool = {
        id: String(store.nextNumber('pool')),
        organization: organization.name,
        name,
        isHosted,
        createdOn: environment.now().toISOString(),
      };
      store.put('pool', pool, { scope: organization.name, key: name });
    }
  }
  for (const project of seed.projects ?? []) {
    if (!store.findByKey('project', organization.name, project.name)) {
      createProject({
        environment,
        organization: organization.name,
        name: project.name,
        description: project.description ?? '',
        id: stableId('project', organization.name, project.name),
      });
    }
  }
}

function knownScopes({ access, scopes = [] }: SeedToken): readonly string[] {
  if (access !== undefined) {
    throw new Error(
      `A token of the seed has the access '${access}' and scopes; give one of the two.`,
    );
  }
  const unknown = scopes.find(scope => !tokenScopes.includes(scope));
  if (unknown !== undefined) {
    throw new Error(
      `A token of the seed has the scope '${unknown}'; known are ${tokenScopes.join(
        ', ',
      )}.`,
    );
  }
  return scopes;
}

/** Adds what the seed asks for and is not there yet; what people have made stays untouched. */
export function applySeed(environment: SimulatorEnvironment, seed: Seed): void {
  const { store } = environment;
  store.transaction(() => {
    seed.users?.forEach(user => addUser(environment, user));
    seed.organizations?.forEach(organization =>
      addOrganization(environment, organization),
    );
    for (const token of seed.tokens ?? []) {
      const user = store.findByKey('user', '', token.user);
      if (!user) {
        throw new Error(
          `The seed has a token for ${token.user}, but no user with this mail.`,
        );
      }
      store.put(
        'token',
        {
          id: tokenDigest(token.token),
          userId: user.id,
          access: token.scopes ? 'scoped' : token.access ?? 'full',
          ...(token.scopes && { scopes: knownScopes(token) }),
          ...(token.expires && { expires: token.expires }),
        },
        { scope: '' },
      );
    }
  });
}
