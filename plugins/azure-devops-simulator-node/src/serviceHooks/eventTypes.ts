/** What a subscription can ask for besides the event itself. */
export interface EventInput {
  readonly id: string;
  readonly name: string;
  /** Absent: any text. */
  readonly values?: readonly string[];
}

export interface HookEventType {
  readonly id: string;
  readonly publisherId: string;
  readonly name: string;
  readonly description: string;
  readonly inputs: readonly EventInput[];
}

const repository: EventInput = { id: 'repository', name: 'Repository' };
const branch = (name: string): EventInput => ({ id: 'branch', name });

const pullRequestUpdates = [
  'PushNotification',
  'ReviewersUpdateNotification',
  'StatusUpdateNotification',
  'ReviewerVoteNotification',
];

/** The events that the simulator raises; the real service has more. */
export const hookEventTypes: readonly HookEventType[] = [
  {
    id: 'git.push',
    publisherId: 'tfs',
    name: 'Code pushed',
    description: 'Commits are pushed to a git repository.',
    inputs: [repository, branch('Branch')],
  },
  {
    id: 'git.pullrequest.created',
    publisherId: 'tfs',
    name: 'Pull request created',
    description: 'A pull request is made.',
    inputs: [repository, branch('Target branch')],
  },
  {
    id: 'git.pullrequest.updated',
    publisherId: 'tfs',
    name: 'Pull request updated',
    description:
      'A pull request gets commits, another status, other reviewers or a vote.',
    inputs: [
      repository,
      branch('Target branch'),
      { id: 'notificationType', name: 'Change', values: pullRequestUpdates },
    ],
  },
  {
    id: 'git.pullrequest.merged',
    publisherId: 'tfs',
    name: 'Pull request merge attempted',
    description: 'The merge of a pull request has been tried.',
    inputs: [
      repository,
      branch('Target branch'),
      {
        id: 'mergeResult',
        name: 'Merge result',
        values: ['Succeeded', 'Conflicts', 'Failure', 'RejectedByPolicy'],
      },
    ],
  },
  {
    id: 'build.complete',
    publisherId: 'tfs',
    name: 'Build completed',
    description: 'A build has ended.',
    inputs: [
      { id: 'definitionName', name: 'Build pipeline' },
      {
        id: 'buildStatus',
        name: 'Build status',
        values: ['Succeeded', 'PartiallySucceeded', 'Failed', 'Stopped'],
      },
    ],
  },
  {
    id: 'ms.vss-pipelines.run-state-changed-event',
    publisherId: 'pipelines',
    name: 'Run state changed',
    description: 'A run of a pipeline has ended.',
    inputs: [
      { id: 'pipelineId', name: 'Pipeline' },
      { id: 'runStateId', name: 'State', values: ['Completed'] },
      {
        id: 'runResultId',
        name: 'Result',
        values: ['Canceled', 'Failed', 'Succeeded'],
      },
    ],
  },
];

export interface HookPublisher {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export const hookPublishers: readonly HookPublisher[] = [
  {
    id: 'tfs',
    name: 'Azure DevOps Services',
    description: 'Publishes events of repositories and builds',
  },
  {
    id: 'pipelines',
    name: 'Pipelines',
    description: 'Publishes events of pipelines',
  },
];

/** Inputs that every subscription can have. */
export const commonInputs: readonly EventInput[] = [
  { id: 'projectId', name: 'Project' },
  { id: 'tfsSubscriptionId', name: 'Subscription' },
];
