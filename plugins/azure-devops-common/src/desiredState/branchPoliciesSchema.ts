import { z } from 'zod';
import { MERGE_TYPES } from '../resources/branchPolicy';
import {
  branchField,
  identityField,
  lineField,
  nameField,
  pathFilterField,
  textField,
} from './configurationFields';

const paths = z
  .array(pathFilterField)
  .default([])
  .describe(
    'Paths that a pull request has to touch, such as /src/*, with ! before what does not count; any path when empty.',
  )
  .meta({ examples: [['/src/*', '!/src/docs/*']] });
const isBlocking = z
  .boolean()
  .default(true)
  .describe(
    'Whether a pull request cannot be completed while this policy is not met.',
  );
const requesterCanApprove = z
  .boolean()
  .default(false)
  .describe('Whether the vote of whoever made the pull request counts.');

const minimumReviewers = z.strictObject({
  count: z
    .int()
    .min(1)
    .max(10)
    .describe('How many reviewers have to approve, 1 to 10.')
    .meta({ examples: [1] }),
  requester_can_approve: requesterCanApprove,
  allow_downvotes: z
    .boolean()
    .default(false)
    .describe(
      'Whether a pull request can be completed although a reviewer votes against it.',
    ),
  reset_on_push: z
    .boolean()
    .default(true)
    .describe('Whether new commits take the approvals away.'),
  require_vote_on_last_iteration: z
    .boolean()
    .default(false)
    .describe('Whether somebody has to approve the last push.'),
  last_pusher_cannot_approve: z
    .boolean()
    .default(false)
    .describe('Whether the vote of whoever pushed last does not count.'),
  blocking: isBlocking,
});

const buildValidation = z.strictObject({
  pipeline: nameField('pipeline').describe(
    'Name of a pipeline of this project.',
  ),
  display_name: lineField({ maximum: 255 })
    .optional()
    .describe(
      'What the policy is called in a pull request; the name of the pipeline when absent.',
    ),
  valid_minutes: z
    .int()
    .min(0)
    .max(44_640)
    .default(720)
    .describe(
      'Minutes for which a passed build counts; 0: it does not expire.',
    ),
  expires_on_push: z
    .boolean()
    .default(false)
    .describe(
      'Whether a build expires when the target branch moves, instead of after some minutes.',
    ),
  manual: z
    .boolean()
    .default(false)
    .describe('Whether people start the build, instead of every push.'),
  paths,
  blocking: isBlocking,
});

const automaticReviewers = z.strictObject({
  reviewers: z
    .array(identityField)
    .min(1)
    .describe(
      'People and groups that are added to each pull request: e-mail addresses or names.',
    )
    .meta({ examples: [['team@contoso.example']] }),
  paths,
  message: textField
    .max(1024)
    .default('')
    .describe('What the pull request says when they are added.'),
  minimum_approvers: z
    .int()
    .min(1)
    .max(10)
    .default(1)
    .describe('How many of them have to approve, 1 to 10.'),
  requester_can_approve: requesterCanApprove,
  blocking: isBlocking,
});

const statusCheck = z.strictObject({
  genre: lineField({ maximum: 255 })
    .describe('Who posts the status: the first half of its name.')
    .meta({ examples: ['quality'] }),
  name: lineField({ maximum: 255 })
    .describe('The second half of the name of the status.')
    .meta({ examples: ['gate'] }),
  reset_on_push: z
    .boolean()
    .default(true)
    .describe('Whether new commits take the status away.'),
  applies_when_posted: z
    .boolean()
    .default(false)
    .describe(
      'Whether the policy applies once the status has been posted, instead of from the start.',
    ),
  paths,
  blocking: isBlocking,
});

const demand = z.enum(['required', 'optional']).optional();

/** What pull requests into one branch have to meet. */
export const policiesOfBranchSchema = z.strictObject({
  branch: branchField
    .describe('Short name of the branch that pull requests go into.')
    .meta({ examples: ['main'] }),
  minimum_reviewers: minimumReviewers
    .optional()
    .describe('How many people have to approve a pull request.'),
  build_validation: z
    .array(buildValidation)
    .default([])
    .describe('Pipelines that have to pass for the merged result.'),
  comment_resolution: demand.describe(
    'Whether every comment has to be resolved, or only should be; no such policy when absent.',
  ),
  merge_types: z
    .array(z.enum(MERGE_TYPES))
    .min(1)
    .optional()
    .describe(
      'The only ways in which a pull request can be completed; any when absent.',
    ),
  automatic_reviewers: z
    .array(automaticReviewers)
    .default([])
    .describe('Who is added to pull requests as reviewer.'),
  work_item_linking: demand.describe(
    'Whether a pull request has to be linked to a work item, or only should be; no such policy when absent.',
  ),
  status_checks: z
    .array(statusCheck)
    .default([])
    .describe('Statuses of other services that have to be posted.'),
});

/** What pull requests into each branch have to meet. */
export const branchPoliciesSchema = z.array(policiesOfBranchSchema);
