import { OrganizationRecord, ProjectRecord } from '../../store/records';
import { Store } from '../../store/Store';

/** A project of the organization by its name or id, which Azure DevOps takes alike. */
export function lookUpProject(
  store: Store,
  organization: OrganizationRecord,
  nameOrId: string,
): ProjectRecord | undefined {
  const byId = store.get('project', nameOrId);
  return byId?.organization === organization.name
    ? byId
    : store.findByKey('project', organization.name, nameOrId);
}
