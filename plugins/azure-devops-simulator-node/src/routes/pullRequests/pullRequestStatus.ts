import { enumName } from '../../server/enumName';

const statuses = {
  0: 'notSet',
  1: 'active',
  2: 'abandoned',
  3: 'completed',
  4: 'all',
};

/** The status of pull requests that a body or a query names, or gives the number of. */
export function pullRequestStatus(
  value: string | undefined,
): string | undefined {
  return enumName(value, statuses);
}
