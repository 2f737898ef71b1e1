import { ApiRequest } from '../../server/ApiRequest';
import { MembershipRecord } from '../../store/identityRecords';
import { Subject } from '../../wire/graphWire';
import { subjectById } from './subjects';

export const membershipId = (memberId: string, containerId: string) =>
  `${memberId}:${containerId}`;

/** Puts the member into the group; it does no harm if it is there already. */
export function addMembership(
  request: ApiRequest,
  member: Subject,
  container: Subject,
): void {
  const organization = request.organization.name;
  const record: MembershipRecord = {
    id: membershipId(member.id, container.id),
    organization,
    memberId: member.id,
    containerId: container.id,
  };
  request.store.put('membership', record, { scope: organization });
}

/** A link of a chain of memberships. */
export interface MembershipLink {
  readonly member: Subject;
  readonly container: Subject;
}

/** Which way to go: to the groups that a subject is in, or to the members of a group. */
export type Direction = 'up' | 'down';

/** Memberships from a subject up or down, each once, in as many steps as asked for. */
export function membershipsFrom(
  request: Pick<ApiRequest, 'store' | 'organization'>,
  start: Subject,
  options: { readonly direction: Direction; readonly depth: number },
): readonly MembershipLink[] {
  const all = request.store.list('membership', request.organization.name);
  const isUp = options.direction === 'up';
  const found: MembershipLink[] = [];
  const visited = new Set([start.id]);
  let reached: readonly Subject[] = [start];
  for (let step = 0; step < options.depth && reached.length > 0; step++) {
    const next: Subject[] = [];
    for (const from of reached) {
      const ids = all
        .filter(({ memberId, containerId }) =>
          isUp ? memberId === from.id : containerId === from.id,
        )
        .map(({ memberId, containerId }) => (isUp ? containerId : memberId));
      for (const id of ids) {
        const to = subjectById(request, id);
        if (to) {
          found.push(
            isUp
              ? { member: from, container: to }
              : { member: to, container: from },
          );
          if (!visited.has(id)) {
            visited.add(id);
            next.push(to);
          }
        }
      }
    }
    reached = next;
  }
  return found;
}

/** Removes every membership of a group that goes. */
export function removeMembershipsOf(request: ApiRequest, id: string): void {
  request.store
    .list('membership', request.organization.name)
    .filter(
      ({ memberId, containerId }) => memberId === id || containerId === id,
    )
    .forEach(({ id: gone }) => request.store.remove('membership', gone));
}
