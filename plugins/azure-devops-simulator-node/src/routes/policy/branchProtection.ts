import { noObject } from '../../git/BareRepository';
import { PushCommand } from '../../git/pushCommands';
import { ActingContext } from '../../server/ActingContext';
import { RepositoryRecord } from '../../store/records';
import { isAllowed } from '../security/evaluatePermissions';
import { namespaceById } from '../security/accessControl';
import { branchPolicies } from './evaluation/evaluatePullRequest';

const gitNamespace = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';

/** PolicyExempt and PullRequestBypassPolicy. */
const bits = { push: 128, complete: 32768 } as const;

interface Branch {
  readonly projectId: string;
  readonly repositoryId: string;
  readonly refName: string;
}

/** Each part of a branch's name is written in hexadecimal UTF-16, so that any name can be part of a token. */
function tokenOf({ projectId, repositoryId, refName }: Branch): string {
  const [refs, kind, ...parts] = refName.split('/');
  return [
    'repoV2',
    projectId,
    repositoryId,
    refs,
    kind,
    ...parts.map(part => Buffer.from(part, 'utf16le').toString('hex')),
  ].join('/');
}

/**
 * Whether the caller has been given the permission to push to, or to complete
 * a pull request into, a branch whatever its policies say. Nobody has it
 * without being given it, administrators neither.
 */
export function mayBypassPolicies(
  context: ActingContext,
  branch: Branch & { readonly action: keyof typeof bits },
): boolean {
  return isAllowed(context, {
    namespace: namespaceById(gitNamespace),
    token: tokenOf(branch),
    bits: bits[branch.action],
    isAdministratorAllowed: false,
  });
}

/**
 * Whether the caller can change a branch by pull requests only. A branch that
 * is not there yet can be made, so that the first push of a repository works
 * whenever its policies come.
 */
function isGuarded(context: ActingContext, branch: Branch): boolean {
  return (
    branch.refName.startsWith('refs/heads/') &&
    branchPolicies(context, branch).some(({ isBlocking }) => isBlocking) &&
    !mayBypassPolicies(context, { ...branch, action: 'push' })
  );
}

/** Those of some branches that the caller can change by pull requests only. */
export function guardedBranches(
  context: ActingContext,
  repository: RepositoryRecord,
  names: readonly string[],
): readonly string[] {
  const { projectId, id: repositoryId } = repository;
  return names.filter(refName =>
    isGuarded(context, { projectId, repositoryId, refName }),
  );
}

/** Whether a push may not do this. */
export function isRefused(
  context: ActingContext,
  repository: RepositoryRecord,
  command: PushCommand,
): boolean {
  return (
    command.oldObjectId !== noObject &&
    guardedBranches(context, repository, [command.name]).length > 0
  );
}
