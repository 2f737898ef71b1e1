/** Statuses of builds, by their numbers. */
export const buildStatuses = {
  0: 'none',
  1: 'inProgress',
  2: 'completed',
  4: 'cancelling',
  8: 'postponed',
  32: 'notStarted',
  47: 'all',
};

/** Results of builds, by their numbers. */
export const buildResults = {
  0: 'none',
  2: 'succeeded',
  4: 'partiallySucceeded',
  8: 'failed',
  32: 'canceled',
};

/** Reasons of builds, by their numbers; only those that runs of this service have. */
export const buildReasons = {
  1: 'manual',
  2: 'individualCI',
  4: 'batchedCI',
  8: 'schedule',
  256: 'pullRequest',
  512: 'buildCompletion',
  1024: 'resourceTrigger',
  2031: 'all',
};

/** Orders of lists of builds, by their numbers. */
export const buildOrders = {
  2: 'finishTimeAscending',
  3: 'finishTimeDescending',
  4: 'queueTimeDescending',
  5: 'queueTimeAscending',
  6: 'startTimeDescending',
  7: 'startTimeAscending',
};

/** Orders of lists of definitions, by their numbers. */
export const definitionOrders = {
  0: 'none',
  1: 'lastModifiedAscending',
  2: 'lastModifiedDescending',
  3: 'definitionNameAscending',
  4: 'definitionNameDescending',
};
