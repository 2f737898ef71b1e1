import type { Fields } from '../plan/fieldChanges';
import { decideCheck, DesiredCheck, isCheckOurs, ObservedCheck } from './check';
import type { ResourceDefinition } from './ResourceDefinition';

interface BranchControlTerms {
  /** Full names such as `refs/heads/main`; `*` stands for anything. */
  readonly allowedBranches: readonly string[];
  /** The branch must have a branch policy. */
  readonly requireProtection: boolean;
  /** Let branches pass whose protection Azure DevOps cannot tell. */
  readonly allowUnknownProtection: boolean;
  readonly timeoutMinutes: number;
}

/** Lets only runs of certain branches use a resource. @public */
export interface DesiredBranchControlCheck
  extends DesiredCheck,
    BranchControlTerms {}

/** Branch control as it is. @public */
export interface ObservedBranchControlCheck
  extends ObservedCheck,
    BranchControlTerms {}

/** Branch control. @public */
export const branchControlCheckDefinition: ResourceDefinition<'branch-control-check'> =
  {
    kind: 'branch-control-check',
    label: 'branch control',
    diff: (desired, observed, context) =>
      decideCheck({
        kind: 'branch-control-check',
        desired,
        observed,
        context,
        fieldsOfDesired: showTerms(desired),
        fieldsOfObserved: showTerms,
      }),
    isOurs: isCheckOurs,
  };

function showTerms(terms: BranchControlTerms): Fields {
  return {
    'allowed branches': [...terms.allowedBranches].sort(),
    'require protection': terms.requireProtection,
    'allow unknown protection': terms.allowUnknownProtection,
    'timeout in minutes': terms.timeoutMinutes,
  };
}
