import { subjectUnknown } from '../../errors/coreErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { GroupRecord, ProjectRecord, UserRecord } from '../../store/records';
import { Subject } from '../../wire/graphWire';
import { isRemoved } from './entitlements';

/** Users are the same in every organization of the simulator, but for those that one has removed. */
export function usersOf(request: ApiRequest): readonly UserRecord[] {
  return request.store
    .list('user', '')
    .filter(({ id }) => !isRemoved(request, id));
}

export function groupsOf(request: ApiRequest): readonly GroupRecord[] {
  return request.store.list('group', request.organization.name);
}

/** Finds the user or group with this id; undefined if the organization has none. */
export function subjectById(
  request: Pick<ApiRequest, 'store' | 'organization'>,
  id: string,
): Subject | undefined {
  const group = request.store.get('group', id);
  return group?.organization === request.organization.name
    ? group
    : request.store.get('user', id);
}

/** The user or group with this descriptor; throws if there is none. */
export function subjectByDescriptor(
  request: ApiRequest,
  descriptor: string,
): Subject {
  const found = [...usersOf(request), ...groupsOf(request)].find(
    subject => subject.descriptor === descriptor,
  );
  if (!found) {
    throw subjectUnknown(descriptor);
  }
  return found;
}

const scopePrefix = 'scp.';

/** A project has a descriptor, too: it is the scope of its groups. */
export function scopeDescriptor(project: ProjectRecord): string {
  return `${scopePrefix}${Buffer.from(project.id).toString('base64url')}`;
}

/** The project that a scope descriptor stands for, undefined for other descriptors; throws if it is none. */
export function projectOfScope(
  request: ApiRequest,
  descriptor: string,
): ProjectRecord | undefined {
  if (!descriptor.startsWith(scopePrefix)) {
    return undefined;
  }
  const id = Buffer.from(
    descriptor.slice(scopePrefix.length),
    'base64url',
  ).toString('utf8');
  const project = request.store.get('project', id);
  if (project?.organization !== request.organization.name) {
    throw subjectUnknown(descriptor);
  }
  return project;
}

/** The scope that the query names: a project, or the organization if there is none. */
export function queriedScope(request: ApiRequest): ProjectRecord | undefined {
  const descriptor = request.query('scopeDescriptor');
  if (descriptor === undefined) {
    return undefined;
  }
  const project = projectOfScope(request, descriptor);
  if (!project) {
    throw subjectUnknown(descriptor);
  }
  return project;
}
