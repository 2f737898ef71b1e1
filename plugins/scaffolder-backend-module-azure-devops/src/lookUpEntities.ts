import {
  type DesiredState,
  DesiredStateError,
  type EntityResolution,
  findEntityReferences,
  resolveEntityReferences,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Annotation of a Backstage group that names a group of Azure DevOps. */
export const GROUP_ANNOTATION = 'dev.azure.com/group';

/** The part of the catalog that looking people up takes. */
export type EntityCatalog = Pick<
  CatalogService,
  'getEntityByRef' | 'getEntitiesByRefs'
>;

type Entity = NonNullable<Awaited<ReturnType<EntityCatalog['getEntityByRef']>>>;

/**
 * Replaces Backstage's users and groups in a desired state by those of Azure
 * DevOps: a user by e-mail address, a group by the annotation
 * `dev.azure.com/group`, or else by its members.
 *
 * @throws DesiredStateError with file, key and remedy for all that stand for nobody
 */
export async function withEntitiesLookedUp(options: {
  readonly desired: DesiredState;
  readonly catalog: EntityCatalog;
  readonly credentials: () => Promise<BackstageCredentials>;
}): Promise<DesiredState> {
  const { desired, catalog } = options;
  const references = findEntityReferences(desired);
  if (references.length === 0) {
    return desired;
  }
  const credentials = await options.credentials();
  const found = await Promise.all(
    references.map(
      async reference =>
        [
          reference,
          await lookUpEntity({ reference, catalog, credentials }),
        ] as const,
    ),
  );
  const result = resolveEntityReferences(desired, new Map(found));
  if (result.status === 'invalid') {
    throw new DesiredStateError(result.problems);
  }
  return result.desiredState;
}

async function lookUpEntity(options: {
  readonly reference: string;
  readonly catalog: EntityCatalog;
  readonly credentials: BackstageCredentials;
}): Promise<EntityResolution> {
  const { reference, catalog, credentials } = options;
  const entity = await catalog.getEntityByRef(reference, { credentials });
  if (entity === undefined) {
    return {
      status: 'unclear',
      found: `"${reference}", which is not in the catalog`,
      expected: 'a user or group that the catalog shows you',
      remedy: 'Correct the reference, or name the person by e-mail address.',
    };
  }
  if (entity.kind.toLowerCase() === 'user') {
    return resolveUser(reference, entity);
  }
  const annotated = entity.metadata.annotations?.[GROUP_ANNOTATION];
  if (annotated !== undefined && annotated !== '') {
    return { status: 'found', identities: [annotated] };
  }
  const entityRefs = (entity.relations ?? [])
    .filter(({ type }) => type === 'hasMember')
    .map(({ targetRef }) => targetRef);
  const members =
    entityRefs.length === 0
      ? []
      : (await catalog.getEntitiesByRefs({ entityRefs }, { credentials }))
          .items;
  return resolveMembers({ reference, entityRefs, members });
}

function resolveUser(reference: string, user: Entity): EntityResolution {
  const email = emailOf(user);
  return email === undefined
    ? {
        status: 'unclear',
        found: `"${reference}", who has no e-mail address in the catalog`,
        expected: 'a user with spec.profile.email',
        remedy:
          'Add the address to the entity, or name the person by e-mail address.',
      }
    : { status: 'found', identities: [email] };
}

function resolveMembers(options: {
  readonly reference: string;
  readonly entityRefs: readonly string[];
  readonly members: readonly (Entity | undefined)[];
}): EntityResolution {
  const { reference, entityRefs, members } = options;
  const emails = members.flatMap(member => {
    const email = member && emailOf(member);
    return email === undefined ? [] : [email];
  });
  const unclear = entityRefs.filter(
    (_, index) => members[index] === undefined || !emailOf(members[index]),
  );
  if (emails.length > 0 && unclear.length === 0) {
    return { status: 'found', identities: emails };
  }
  return {
    status: 'unclear',
    found:
      entityRefs.length === 0
        ? `"${reference}", which has no members`
        : `"${reference}", whose members ${unclear.join(
            ', ',
          )} have no e-mail address in the catalog`,
    expected: `a group with the annotation ${GROUP_ANNOTATION}, or with members who have an e-mail address`,
    remedy: `Annotate the group with the name of a group of Azure DevOps, or add the addresses.`,
  };
}

function emailOf({ spec }: Entity): string | undefined {
  const profile = spec?.profile;
  const email =
    typeof profile === 'object' && profile !== null && !Array.isArray(profile)
      ? profile.email
      : undefined;
  return typeof email === 'string' && email !== '' ? email : undefined;
}
