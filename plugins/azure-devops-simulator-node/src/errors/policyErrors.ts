import { errorOf } from './AzureDevOpsError';

const policy = 'Microsoft.TeamFoundation.Policy.WebApi';

/** The code is Azure DevOps' own, the type key is assumed. */
export const policySettingsInvalid = (message: string) =>
  errorOf(
    400,
    policy,
    'InvalidPolicySettingsException',
    `TF402457: The settings of this policy cannot be used: ${message}`,
  );

/** Type key and status are assumed. */
export const policyTypeUnknown = (id: string) =>
  errorOf(
    404,
    policy,
    'PolicyTypeNotFoundException',
    `There is no policy type with the id ${id}.`,
  );

/** The type key is assumed. */
export const policyUnknown = (id: string) =>
  errorOf(
    404,
    policy,
    'PolicyConfigurationNotFoundException',
    `The policy configuration ${id} does not exist in this project.`,
  );

/** The type key is assumed. */
export const policyEvaluationUnknown = (id: string) =>
  errorOf(
    404,
    policy,
    'PolicyEvaluationNotFoundException',
    `The policy evaluation ${id} does not exist in this project.`,
  );

/** The type key is assumed. */
export const policyArtifactInvalid = (artifactId: string) =>
  errorOf(
    400,
    policy,
    'InvalidPolicyArtifactException',
    `The artifact '${artifactId}' is no pull request of this project; vstfs:///CodeReview/CodeReviewId/{project id}/{pull request id} is expected.`,
  );
