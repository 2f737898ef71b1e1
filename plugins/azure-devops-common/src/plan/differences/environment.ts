import { DesiredEnvironment } from '../../desiredState/desiredState';
import { ObservedEnvironment } from '../../observed/observedState';
import { normalizeDescription, readMark } from '../../ownership/ownershipMark';
import { EnvironmentChange } from '../plan';
import { decideMarkedResource, OwnershipPolicy } from './markedResource';

/** What has to happen to one environment. */
export function diffEnvironment(options: {
  readonly desired: DesiredEnvironment;
  readonly observed: ObservedEnvironment | undefined;
  readonly policy: OwnershipPolicy;
}): EnvironmentChange {
  return decideMarkedResource({
    ...options,
    kind: 'environment',
    fieldsOfDesired: {
      description: normalizeDescription(options.desired.description),
    },
    fieldsOfObserved: observed => ({
      description: readMark(observed.description).text,
    }),
  });
}
