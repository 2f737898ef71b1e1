import { OrganizationRecord, ProjectRecord } from '../../store/records';
import { Store } from '../../store/Store';

/** A project in any state, also one that is still being created. */
export function lookUpAnyProject(
  store: Store,
  organization: OrganizationRecord,
  nameOrId: string,
): ProjectRecord | undefined {
  const byId = store.get('project', nameOrId);
  return byId?.organization === organization.name
    ? byId
    : store.findByKey('project', organization.name, nameOrId);
}

/**
 * A project of the organization by its name or id, which Azure DevOps takes
 * alike. One that is still being created counts as missing (assumed).
 */
export function lookUpProject(
  store: Store,
  organization: OrganizationRecord,
  nameOrId: string,
): ProjectRecord | undefined {
  const project = lookUpAnyProject(store, organization, nameOrId);
  return project?.state === undefined ? project : undefined;
}
