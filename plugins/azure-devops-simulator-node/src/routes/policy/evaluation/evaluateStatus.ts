import { text, truth } from '../../../server/JsonBody';
import { PolicyEvaluationStatus } from '../../../store/PolicyEvaluationRecord';
import { coversChanges } from './filenamePatterns';
import { PolicySubject } from './PolicySubject';

const outcomes: Readonly<Record<string, PolicyEvaluationStatus>> = {
  succeeded: 'approved',
  failed: 'rejected',
  error: 'rejected',
  notApplicable: 'notApplicable',
};

/** Applies only once somebody has posted the status. */
const conditional = '1';

/** The latest status of the wanted name decides. */
export function evaluateStatus(subject: PolicySubject): PolicyEvaluationStatus {
  const { pullRequest, policy, changes } = subject;
  const { settings } = policy;
  if (!coversChanges(settings, changes)) {
    return 'notApplicable';
  }
  const authorId = text(settings, 'authorId');
  const last = pullRequest.iterations[pullRequest.iterations.length - 1];
  const posted = pullRequest.statuses.filter(
    status =>
      status.name === text(settings, 'statusName') &&
      (status.genre ?? '') === (text(settings, 'statusGenre') ?? '') &&
      (!authorId || status.createdBy === authorId.toLowerCase()),
  );
  const current = truth(settings, 'invalidateOnSourceUpdate')
    ? posted.filter(({ iterationId }) => iterationId === last?.id)
    : posted;
  const latest = current[current.length - 1];
  if (latest) {
    return outcomes[latest.state] ?? 'queued';
  }
  const applicability = text(settings, 'policyApplicability')?.toLowerCase();
  const isConditional =
    applicability === conditional || applicability === 'conditional';
  return isConditional && posted.length === 0 ? 'notApplicable' : 'queued';
}
