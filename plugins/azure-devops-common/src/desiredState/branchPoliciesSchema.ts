import { z } from 'zod';
import { MERGE_TYPES } from '../resources/branchPolicy';
import {
  branchField,
  identityField,
  nameField,
  pathFilterField,
} from './configurationFields';

const paths = z.array(pathFilterField).default([]);
const isBlocking = z.boolean().default(true);

const minimumReviewers = z.strictObject({
  count: z.int().min(1).max(10),
  requester_can_approve: z.boolean().default(false),
  allow_downvotes: z.boolean().default(false),
  reset_on_push: z.boolean().default(true),
  require_vote_on_last_iteration: z.boolean().default(false),
  last_pusher_cannot_approve: z.boolean().default(false),
  blocking: isBlocking,
});

const buildValidation = z.strictObject({
  pipeline: nameField('pipeline'),
  display_name: z.string().max(255).optional(),
  /** 0: a passed build does not expire. */
  valid_minutes: z.int().min(0).max(44_640).default(720),
  expires_on_push: z.boolean().default(false),
  manual: z.boolean().default(false),
  paths,
  blocking: isBlocking,
});

const automaticReviewers = z.strictObject({
  reviewers: z.array(identityField).min(1),
  paths,
  message: z.string().max(1024).default(''),
  minimum_approvers: z.int().min(1).max(10).default(1),
  requester_can_approve: z.boolean().default(false),
  blocking: isBlocking,
});

const statusCheck = z.strictObject({
  genre: z.string().min(1).max(255),
  name: z.string().min(1).max(255),
  reset_on_push: z.boolean().default(true),
  applies_when_posted: z.boolean().default(false),
  paths,
  blocking: isBlocking,
});

/** What pull requests into one branch have to meet. */
export const policiesOfBranchSchema = z.strictObject({
  branch: branchField,
  minimum_reviewers: minimumReviewers.optional(),
  build_validation: z.array(buildValidation).default([]),
  comment_resolution: z.enum(['required', 'optional']).optional(),
  merge_types: z.array(z.enum(MERGE_TYPES)).min(1).optional(),
  automatic_reviewers: z.array(automaticReviewers).default([]),
  work_item_linking: z.enum(['required', 'optional']).optional(),
  status_checks: z.array(statusCheck).default([]),
});

/** What pull requests into each branch have to meet. */
export const branchPoliciesSchema = z.array(policiesOfBranchSchema);
