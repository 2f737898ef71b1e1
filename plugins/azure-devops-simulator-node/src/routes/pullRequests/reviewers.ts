import { pullRequestInvalid } from '../../errors/pullRequestErrors';
import { roleIdentityUnknown } from '../../errors/securityErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, text, truth, wholeNumber } from '../../server/JsonBody';
import { PullRequestReviewer } from '../../store/PullRequestRecord';
import { subjectById } from '../identity/subjects';

const votes = [10, 5, 0, -5, -10];

/** Reads a reviewer; what it does not say stays as it was. */
export function readReviewer(
  request: ApiRequest,
  value: unknown,
  former?: PullRequestReviewer,
): PullRequestReviewer {
  if (!isJsonObject(value)) {
    throw pullRequestInvalid('A reviewer is an object.');
  }
  const wanted = former?.id ?? text(value, 'id') ?? '';
  const subject = subjectById(request, wanted);
  if (!subject) {
    throw roleIdentityUnknown(wanted);
  }
  const vote = wholeNumber(value, 'vote') ?? former?.vote ?? 0;
  if (!votes.includes(vote)) {
    throw pullRequestInvalid(
      `The vote ${vote} is none of ${votes.join(', ')}.`,
    );
  }
  return {
    id: subject.id,
    vote,
    isRequired: truth(value, 'isRequired') ?? former?.isRequired ?? false,
  };
}
