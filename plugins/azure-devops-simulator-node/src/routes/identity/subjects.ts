import { ApiRequest } from '../../server/ApiRequest';
import { GroupRecord, UserRecord } from '../../store/records';

/** Users are the same in every organization of the simulator. */
export function usersOf(request: ApiRequest): readonly UserRecord[] {
  return request.store.list('user', '');
}

export function groupsOf(request: ApiRequest): readonly GroupRecord[] {
  return request.store.list('group', request.organization.name);
}
