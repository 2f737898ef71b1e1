import {
  MERGE_TYPES,
  type BranchPolicySettings,
  type BranchPolicyType,
  type MergeType,
  type ObservedIdentity,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  flagOf,
  numberOf,
  textOf,
  textsOf,
  type WireSettings,
} from './policySettings';

type Settings<Type extends BranchPolicyType, Identity> = Extract<
  BranchPolicySettings<Identity>,
  { readonly type: Type }
>;

/** Where the ids come from that the service takes in place of names. */
export interface PolicyIds {
  readonly idOfPipeline: (name: string) => string;
  readonly idOfIdentity: (identity: ObservedIdentity) => string;
}

/** How the service writes one type of policy. */
interface Dialect<Type extends BranchPolicyType> {
  /** The same in every organization. */
  readonly id: string;
  readonly read: (settings: WireSettings) => Settings<Type, string>;
  readonly write: (
    settings: Settings<Type, ObservedIdentity>,
    ids: PolicyIds,
  ) => WireSettings;
}

const minimumReviewers: Dialect<'minimum-reviewers'> = {
  id: 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd',
  read: settings => ({
    type: 'minimum-reviewers',
    count: numberOf(settings, 'minimumApproverCount', 0),
    requesterCanApprove: flagOf(settings, 'creatorVoteCounts'),
    allowDownvotes: flagOf(settings, 'allowDownvotes'),
    resetOnPush: flagOf(settings, 'resetOnSourcePush'),
    requireVoteOnLastIteration: flagOf(settings, 'requireVoteOnLastIteration'),
    blockLastPusher: flagOf(settings, 'blockLastPusherVote'),
  }),
  write: settings => ({
    minimumApproverCount: settings.count,
    creatorVoteCounts: settings.requesterCanApprove,
    allowDownvotes: settings.allowDownvotes,
    resetOnSourcePush: settings.resetOnPush,
    requireVoteOnLastIteration: settings.requireVoteOnLastIteration,
    blockLastPusherVote: settings.blockLastPusher,
  }),
};

const buildValidation: Dialect<'build-validation'> = {
  id: '0609b952-1397-4640-95ec-e00a01b2c241',
  read: settings => ({
    type: 'build-validation',
    pipeline: String(numberOf(settings, 'buildDefinitionId', 0)),
    displayName: textOf(settings, 'displayName'),
    validMinutes: numberOf(settings, 'validDuration', 0),
    manualQueueOnly: flagOf(settings, 'manualQueueOnly'),
    // Otherwise a push to the target branch asks for a new build at once.
    expiresOnPush: !flagOf(settings, 'queueOnSourceUpdateOnly'),
    paths: textsOf(settings, 'filenamePatterns'),
  }),
  write: (settings, { idOfPipeline }) => ({
    buildDefinitionId: Number(idOfPipeline(settings.pipeline)),
    displayName: settings.displayName,
    validDuration: settings.validMinutes,
    manualQueueOnly: settings.manualQueueOnly,
    queueOnSourceUpdateOnly: !settings.expiresOnPush,
    filenamePatterns: settings.paths,
  }),
};

const MERGE_SETTINGS: Readonly<Record<MergeType, string>> = {
  merge: 'allowNoFastForward',
  squash: 'allowSquash',
  rebase: 'allowRebase',
  'rebase-with-merge-commit': 'allowRebaseMerge',
};

/** The oldest policies know nothing but squash. */
const OLD_SQUASH_SETTING = 'useSquashMerge';

const mergeTypes: Dialect<'merge-types'> = {
  id: 'fa4e907d-c16b-4a4c-9dfa-4916e5d171ab',
  read: settings => ({
    type: 'merge-types',
    allowed: MERGE_TYPES.filter(
      type =>
        flagOf(settings, MERGE_SETTINGS[type]) ||
        (type === 'squash' && flagOf(settings, OLD_SQUASH_SETTING)),
    ),
  }),
  write: settings => ({
    ...Object.fromEntries(
      MERGE_TYPES.map(type => [
        MERGE_SETTINGS[type],
        settings.allowed.includes(type),
      ]),
    ),
    [OLD_SQUASH_SETTING]: undefined,
  }),
};

const automaticReviewers: Dialect<'automatic-reviewers'> = {
  id: 'fd2167ab-b0be-447a-8ec8-39368250530e',
  read: settings => ({
    type: 'automatic-reviewers',
    reviewers: textsOf(settings, 'requiredReviewerIds'),
    paths: textsOf(settings, 'filenamePatterns'),
    message: textOf(settings, 'message'),
    minimumApprovers: numberOf(settings, 'minimumApproverCount', 1),
    requesterCanApprove: flagOf(settings, 'creatorVoteCounts'),
  }),
  write: (settings, { idOfIdentity }) => ({
    requiredReviewerIds: settings.reviewers.map(idOfIdentity),
    filenamePatterns: settings.paths,
    message: settings.message,
    // The number is one of members of a group; people count for themselves.
    minimumApproverCount:
      settings.reviewers.length > 1 && settings.minimumApprovers === 1
        ? undefined
        : settings.minimumApprovers,
    creatorVoteCounts: settings.requesterCanApprove,
  }),
};

/** How the service writes that a status check applies once its status has been posted. */
const APPLIES_WHEN_POSTED = 1;

const statusCheck: Dialect<'status-check'> = {
  id: 'cbdc66da-9728-4af8-aada-9a5a32e4a226',
  read: settings => ({
    type: 'status-check',
    genre: textOf(settings, 'statusGenre'),
    statusName: textOf(settings, 'statusName'),
    resetOnPush: flagOf(settings, 'invalidateOnSourceUpdate'),
    appliesWhenPosted:
      numberOf(settings, 'policyApplicability', 0) === APPLIES_WHEN_POSTED,
    paths: textsOf(settings, 'filenamePatterns'),
  }),
  write: settings => ({
    statusGenre: settings.genre,
    statusName: settings.statusName,
    invalidateOnSourceUpdate: settings.resetOnPush,
    policyApplicability: settings.appliesWhenPosted
      ? APPLIES_WHEN_POSTED
      : null,
    filenamePatterns: settings.paths,
  }),
};

const DIALECTS: { readonly [Type in BranchPolicyType]: Dialect<Type> } = {
  'minimum-reviewers': minimumReviewers,
  'build-validation': buildValidation,
  'comment-resolution': {
    id: 'c6a1889d-b943-4856-b76f-9e46bb6b0df2',
    read: () => ({ type: 'comment-resolution' }),
    write: () => ({}),
  },
  'merge-types': mergeTypes,
  'automatic-reviewers': automaticReviewers,
  'work-item-linking': {
    id: '40e92b44-2fe1-4dd6-b3d8-74a9c21d0c6e',
    read: () => ({ type: 'work-item-linking' }),
    write: () => ({}),
  },
  'status-check': statusCheck,
};

/** What a policy demands, from the service's settings; `undefined` for a type that we do not know. */
export function readBranchPolicySettings(
  typeId: string,
  settings: WireSettings,
): BranchPolicySettings<string> | undefined {
  return Object.values(DIALECTS)
    .find(({ id }) => id === typeId.toLowerCase())
    ?.read(settings);
}

/** The service's type and settings for what a policy demands. */
export function writeBranchPolicySettings<Type extends BranchPolicyType>(
  settings: Settings<Type, ObservedIdentity>,
  ids: PolicyIds,
): { readonly typeId: string; readonly settings: WireSettings } {
  const type: Type = settings.type;
  const dialect: Dialect<Type> = DIALECTS[type];
  return { typeId: dialect.id, settings: dialect.write(settings, ids) };
}
