import { JsonObject, text } from '../../server/JsonBody';
import { approved, rejected, Verdict } from './Verdict';

/** A branch that something in the run comes from. */
export interface LinkedBranch {
  readonly resource: string;
  readonly branch: string;
  /** Undefined where nothing is known of it. */
  readonly isProtected: boolean | undefined;
}

function matches(branch: string, pattern: string): boolean {
  const expression = pattern
    .trim()
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*');
  return new RegExp(`^${expression}$`, 'i').test(branch);
}

const isOn = (inputs: JsonObject, name: string) =>
  text(inputs, name)?.toLowerCase() === 'true';

/**
 * Branch control: everything that is linked with the run comes from an allowed
 * branch, and a protected one if that is asked for.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/approvals#branch-control
 */
export function checkBranches(
  inputs: JsonObject,
  linked: readonly LinkedBranch[],
): Verdict {
  const allowed = (text(inputs, 'allowedBranches') ?? '')
    .split(',')
    .filter(pattern => pattern.trim() !== '');
  const outside = linked.find(
    ({ branch }) => !allowed.some(pattern => matches(branch, pattern)),
  );
  if (outside) {
    return rejected(
      `The branch ${outside.branch} of ${
        outside.resource
      } is not in the list of allowed branches: ${allowed.join(', ')}.`,
    );
  }
  if (!isOn(inputs, 'ensureProtectionOfBranch')) {
    return approved();
  }
  const open = linked.find(
    ({ isProtected }) =>
      isProtected === false ||
      (isProtected === undefined && !isOn(inputs, 'allowUnknownStatusBranch')),
  );
  return open
    ? rejected(
        `The branch ${open.branch} of ${open.resource} has no branch protection: no branch policy guards it.`,
      )
    : approved();
}
