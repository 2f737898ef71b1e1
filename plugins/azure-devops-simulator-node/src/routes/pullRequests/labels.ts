import { ApiRequest } from '../../server/ApiRequest';
import { PullRequestLabel } from '../../store/PullRequestRecord';
import { stableId } from '../../seed/stableId';

/** The labels with one more; a label that is there already stays as it is written. */
export function withLabel(
  request: ApiRequest,
  labels: readonly PullRequestLabel[],
  name: string,
): readonly PullRequestLabel[] {
  return findLabel(labels, name)
    ? labels
    : // A label of one name is the same one everywhere in the organization.
      [
        ...labels,
        { id: stableId('label', request.organization.name, name), name },
      ];
}

/** A label by its id or its name, whatever its case. */
export function findLabel(
  labels: readonly PullRequestLabel[],
  idOrName: string,
): PullRequestLabel | undefined {
  const wanted = idOrName.toLowerCase();
  return labels.find(
    ({ id, name }) => id === wanted || name.toLowerCase() === wanted,
  );
}
