import { GroupRecord } from '../store/records';
import { Store } from '../store/Store';
import { groupPrincipalName } from './createGroup';

/** The group of a project that has all of its other groups in it: name and description. */
export const validUsers = [
  'Project Valid Users',
  'Everybody who has access to the project.',
] as const;

/** Puts a group of a project into that of everybody, as the service does with each. */
export function joinValidUsers(store: Store, group: GroupRecord): void {
  const { organization, id, projectId } = group;
  const project = projectId && store.get('project', projectId);
  const everybody =
    project &&
    store.findByKey(
      'group',
      organization,
      groupPrincipalName(project.name, validUsers[0]),
    );
  if (everybody) {
    const membership = {
      id: `${id}:${everybody.id}`,
      organization,
      memberId: id,
      containerId: everybody.id,
    };
    store.put('membership', membership, { scope: organization });
  }
}
