import { policySettingsInvalid } from '../../errors/policyErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, items, JsonObject, text } from '../../server/JsonBody';
import { PolicyRecord } from '../../store/PolicyRecord';
import { Store } from '../../store/Store';
import { PolicyType } from './policyTypes';

/** One entry of `settings.scope`. */
export interface PolicyScope {
  readonly refName?: string;
  readonly matchKind?: 'Exact' | 'Prefix' | 'DefaultBranch';
  /** Null means every repository of the project. */
  readonly repositoryId: string | null;
}

const matchKinds = ['Exact', 'Prefix', 'DefaultBranch'] as const;

function readRepository(request: ApiRequest, entry: JsonObject): string | null {
  const id = text(entry, 'repositoryId');
  if (!id) {
    return null;
  }
  const repository = request.store.get('repository', id);
  if (repository?.projectId !== request.project.id) {
    throw policySettingsInvalid(
      `scope.repositoryId is '${id}', which is no repository of the project ${request.project.name}.`,
    );
  }
  return repository.id;
}

function readBranch(entry: JsonObject): Omit<PolicyScope, 'repositoryId'> {
  const given = text(entry, 'matchKind') ?? 'Exact';
  const matchKind = matchKinds.find(
    kind => kind.toLowerCase() === given.toLowerCase(),
  );
  if (!matchKind) {
    throw policySettingsInvalid(
      `scope.matchKind is '${given}'; ${matchKinds.join(', ')} are known.`,
    );
  }
  if (matchKind === 'DefaultBranch') {
    return { matchKind };
  }
  const refName = text(entry, 'refName') ?? '';
  if (!refName.startsWith('refs/')) {
    throw policySettingsInvalid(
      `scope.refName is '${refName}'; a full name such as refs/heads/main is expected.`,
    );
  }
  return { refName, matchKind };
}

/**
 * The scope of a policy as it is given back. That a scope is needed, and that
 * one of another project is refused, is assumed.
 */
export function readScope(
  request: ApiRequest,
  type: PolicyType,
  settings: JsonObject,
): readonly PolicyScope[] {
  const entries = items(settings, 'scope') ?? [];
  if (entries.length === 0) {
    throw policySettingsInvalid(
      'scope is empty; one entry at least is expected.',
    );
  }
  return entries.map(entry => {
    if (!isJsonObject(entry)) {
      throw policySettingsInvalid('An entry of scope is not an object.');
    }
    return {
      ...(type.reach === 'branch' && readBranch(entry)),
      repositoryId: readRepository(request, entry),
    };
  });
}

const withoutDashes = (id: string) => id.replace(/-/g, '').toLowerCase();

function matchesBranch(
  store: Store,
  scope: PolicyScope,
  wanted: { readonly repositoryId?: string; readonly refName: string },
): boolean {
  switch (scope.matchKind) {
    case 'Exact':
      return scope.refName === wanted.refName;
    case 'Prefix':
      return wanted.refName.startsWith(scope.refName ?? '');
    case 'DefaultBranch':
      return (
        wanted.repositoryId !== undefined &&
        store.get('repository', wanted.repositoryId)?.defaultBranch ===
          wanted.refName
      );
    default:
      // A policy of the repository holds for all of its branches.
      return true;
  }
}

/**
 * Whether a policy holds for a repository or one of its branches. As on the
 * service, a repository without a branch finds its own policies only, not
 * those of its branches.
 */
export function holdsFor(
  store: Store,
  policy: PolicyRecord,
  wanted: { readonly repositoryId?: string; readonly refName?: string },
): boolean {
  const scopes = policy.settings.scope as readonly PolicyScope[];
  const { repositoryId, refName } = wanted;
  return scopes.some(
    scope =>
      (repositoryId === undefined ||
        scope.repositoryId === null ||
        withoutDashes(scope.repositoryId) === withoutDashes(repositoryId)) &&
      (refName === undefined
        ? repositoryId === undefined || scope.matchKind === undefined
        : matchesBranch(store, scope, {
            refName,
            ...(repositoryId !== undefined && { repositoryId }),
          })),
  );
}

/** The older filter `<repository id>[:<ref name>]`; clients write the id with or without dashes. */
export function readScopeFilter(filter: string): {
  readonly repositoryId: string;
  readonly refName?: string;
} {
  const [id, ...ref] = filter.split(':');
  const plain = withoutDashes(id);
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(plain);
  const refName = ref.join(':');
  return {
    repositoryId: parts ? parts.slice(1).join('-') : id,
    ...(refName && { refName }),
  };
}
