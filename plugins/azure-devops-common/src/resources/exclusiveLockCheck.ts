import { decideCheck, DesiredCheck, isCheckOurs, ObservedCheck } from './check';
import type { ResourceDefinition } from './ResourceDefinition';

/** Lets one run at a time use a resource. @public */
export interface DesiredExclusiveLockCheck extends DesiredCheck {
  readonly timeoutMinutes: number;
}

/** An exclusive lock as it is. @public */
export interface ObservedExclusiveLockCheck extends ObservedCheck {
  readonly timeoutMinutes: number;
}

/** Whether waiting runs are dropped or follow each other is `lockBehavior` in the pipeline's YAML, not a setting of the check. @public */
export const exclusiveLockCheckDefinition: ResourceDefinition<'exclusive-lock-check'> =
  {
    kind: 'exclusive-lock-check',
    label: 'exclusive lock',
    diff: (desired, observed, context) =>
      decideCheck({
        kind: 'exclusive-lock-check',
        desired,
        observed,
        context,
        fieldsOfDesired: { 'timeout in minutes': desired.timeoutMinutes },
        fieldsOfObserved: check => ({
          'timeout in minutes': check.timeoutMinutes,
        }),
      }),
    isOurs: isCheckOurs,
  };
