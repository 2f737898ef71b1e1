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
import type { ObserveContext } from './provisioningContext';
import { UnknownIdentityError } from './provisioningErrors';

/**
 * Finds the people and groups whom the configuration names. A name of one of
 * its own approver groups is that group, whether it is there yet or not.
 *
 * @throws UnknownIdentityError for those who cannot be told, all at once
 */
export async function observeIdentities(
  context: Pick<ObserveContext, 'client' | 'project' | 'limit' | 'desired'>,
): Promise<readonly ObservedIdentity[]> {
  const { client, limit, desired } = context;
  const uses = RESOURCE_KINDS.flatMap(kind => usesOf(kind, desired));
  const references = uses
    .map(({ reference }) => reference)
    .filter(
      (name, index, all) =>
        all.findIndex(candidate => isSameName(candidate, name)) === index,
    );
  const results = await Promise.all(
    references.map(async reference => {
      const group = findOwnGroup(context, reference);
      if (group !== undefined) {
        return { reference, found: [group] };
      }
      return limit(async () => ({
        reference,
        found: (await client.identities.find(reference)).map(
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
      }));
    }),
  );
  const problems = results
    .filter(({ found }) => found.length !== 1)
    .flatMap(({ reference, found }) =>
      describeUnclear(uses, reference, found.length),
    );
  if (problems.length > 0) {
    throw new UnknownIdentityError(problems);
  }
  return results.flatMap(({ found }) => found);
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

function describeUnclear(
  uses: readonly IdentityUse[],
  name: string,
  matches: number,
): readonly ConfigurationProblem[] {
  return uses
    .filter(({ reference }) => isSameName(reference, name))
    .map(({ source }) => ({
      ...source,
      found: `"${name}", whom Azure DevOps ${
        matches === 0 ? 'does not know' : `knows ${matches} times`
      }`,
      expected:
        'the e-mail address or unique name of one user of the organization, or the name of a group such as [project]\\Contributors',
      remedy: 'Correct the name, or add the user or group to the organization.',
    }));
}
