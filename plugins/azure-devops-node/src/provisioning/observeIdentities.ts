import {
  isSameName,
  RESOURCE_KINDS,
  resourceDefinitions,
  type ConfigurationProblem,
  type DesiredState,
  type IdentityUse,
  type ObservedIdentity,
  type ResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { Identity } from '../client/areas/IdentitiesApi';
import { createOnce, type ObserveContext } from './provisioningContext';
import { UnknownIdentityError } from './provisioningErrors';

type IdentityContext = Pick<
  ObserveContext,
  'client' | 'project' | 'limit' | 'desired'
>;

/** Whom the service has for a name. */
interface Search {
  readonly reference: string;
  readonly found: readonly Identity[];
}

/**
 * Finds the people and groups whom the configuration names. A name of one of
 * its own approver groups is that group, whether it is there yet or not.
 *
 * @throws UnknownIdentityError for those who cannot be told, all at once
 */
export async function observeIdentities(
  context: IdentityContext,
): Promise<readonly ObservedIdentity[]> {
  const uses = RESOURCE_KINDS.flatMap(kind => usesOf(kind, context.desired));
  const references = uses
    .map(({ reference }) => reference)
    .filter(
      (name, index, all) =>
        all.findIndex(candidate => isSameName(candidate, name)) === index,
    );
  const own = references.flatMap(reference => {
    const group = findOwnGroup(context, reference);
    return group === undefined ? [] : [group];
  });
  const searches = await searchAll(
    context,
    references.filter(
      name => !own.some(({ reference }) => isSameName(reference, name)),
    ),
  );
  const problems = searches.flatMap(search =>
    describeUnclear(
      context,
      uses.filter(({ reference }) => isSameName(reference, search.reference)),
      search.found,
    ),
  );
  if (problems.length > 0) {
    throw new UnknownIdentityError(problems);
  }
  return [
    ...own,
    ...searches.flatMap(({ reference, found }) =>
      found.filter(isUsable).map(
        (identity): ObservedIdentity => ({
          status: 'known',
          reference,
          id: identity.id,
          descriptor: identity.subjectDescriptor ?? '',
          displayName:
            identity.customDisplayName ??
            identity.providerDisplayName ??
            reference,
          isGroup: identity.isContainer === true,
        }),
      ),
    ),
  ];
}

/** The service looks one name up at a time; two references can mean the same one. */
function searchAll(
  { client, project, limit }: IdentityContext,
  references: readonly string[],
): Promise<readonly Search[]> {
  const once = createOnce();
  return Promise.all(
    references.map(async reference => {
      const name = fullNameOf(reference, project);
      const found = await once(name.toLowerCase(), () =>
        limit(() => client.identities.find(name)),
      );
      return { reference, found };
    }),
  );
}

/**
 * A name alone is a group of this project: people have an e-mail address, or
 * a domain in front.
 */
function fullNameOf(reference: string, project: string): string {
  return /[@\\]/.test(reference) ? reference : `[${project}]\\${reference}`;
}

function isUsable({ isActive }: Identity): boolean {
  return isActive !== false;
}

function usesOf<Kind extends ResourceKind>(
  kind: Kind,
  desired: DesiredState,
): readonly IdentityUse[] {
  const { identities } = resourceDefinitions[kind];
  return identities === undefined
    ? []
    : (desired.resources[kind] ?? []).flatMap(resource => identities(resource));
}

function findOwnGroup(
  { project, desired }: Pick<ObserveContext, 'project' | 'desired'>,
  reference: string,
): ObservedIdentity | undefined {
  const group = (desired.resources['approver-group'] ?? []).find(
    ({ name }) =>
      isSameName(name, reference) ||
      isSameName(`[${project}]\\${name}`, reference),
  );
  return group && { status: 'planned' as const, reference, group: group.name };
}

/** What is wrong with a name that does not stand for exactly one usable identity. */
function describeUnclear(
  { project }: Pick<ObserveContext, 'project'>,
  uses: readonly IdentityUse[],
  found: readonly Identity[],
): readonly ConfigurationProblem[] {
  const usable = found.filter(isUsable).length;
  if (usable === 1) {
    return [];
  }
  const expected = `the e-mail address or unique name of one user of the organization, or the name of a group such as [${project}]\\Contributors`;
  return uses.map(({ reference, source }) => {
    if (usable > 1) {
      return {
        ...source,
        found: `"${reference}", whom Azure DevOps knows ${usable} times`,
        expected,
        remedy:
          'Write the unique name, or put the members into a group and name that.',
      };
    }
    return found.length > 0
      ? {
          ...source,
          found: `"${reference}", who is disabled or has been removed from the organization`,
          expected,
          remedy:
            'Name somebody else, or add the user or group to the organization again.',
        }
      : {
          ...source,
          found: `"${reference}", whom Azure DevOps does not know`,
          expected,
          remedy:
            'Correct the name, or add the user or group to the organization.',
        };
  });
}
