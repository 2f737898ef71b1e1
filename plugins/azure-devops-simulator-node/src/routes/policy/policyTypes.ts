/** What a policy guards: pushes to a repository, or pull requests into a branch. */
export type PolicyReach = 'branch' | 'repository';

export interface PolicyType {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly reach: PolicyReach;
}

const type = (
  id: string,
  reach: PolicyReach,
  displayName: string,
  description: string,
): PolicyType => ({ id, reach, displayName, description });

/** The ids are Azure DevOps' own, the same in every organization. */
export const policyTypes = {
  minimumReviewers: type(
    'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd',
    'branch',
    'Minimum number of reviewers',
    'A pull request needs a number of approving votes.',
  ),
  buildValidation: type(
    '0609b952-1397-4640-95ec-e00a01b2c241',
    'branch',
    'Build',
    'A pull request needs a successful build.',
  ),
  commentRequirements: type(
    'c6a1889d-b943-4856-b76f-9e46bb6b0df2',
    'branch',
    'Comment requirements',
    'Every comment of a pull request has to be resolved.',
  ),
  workItemLinking: type(
    '40e92b44-2fe1-4dd6-b3d8-74a9c21d0c6e',
    'branch',
    'Work item linking',
    'A pull request needs a linked work item.',
  ),
  requiredReviewers: type(
    'fd2167ab-b0be-447a-8ec8-39368250530e',
    'branch',
    'Required reviewers',
    'Named people or groups are added to a pull request.',
  ),
  mergeStrategy: type(
    'fa4e907d-c16b-4a4c-9dfa-4916e5d171ab',
    'branch',
    'Require a merge strategy',
    'A pull request is completed in one of the allowed ways.',
  ),
  status: type(
    'cbdc66da-9728-4af8-aada-9a5a32e4a226',
    'branch',
    'Status',
    'A pull request needs a status that a service has posted.',
  ),
  pathLength: type(
    '001a79cf-fda1-4c4e-9e7c-bac40ee5ead8',
    'repository',
    'Path Length restriction',
    'A push with a path that is too long is refused.',
  ),
  reservedNames: type(
    'db2b9b4c-180d-4529-9701-01541d19f36b',
    'repository',
    'Reserved names restriction',
    'A push with a file name that a platform reserves is refused.',
  ),
  fileSize: type(
    '2e26e725-8201-4edd-8bf5-978563c34a80',
    'repository',
    'File size restriction',
    'A push with a file that is too large is refused.',
  ),
  authorEmail: type(
    '77ed4bd3-b063-4689-934a-175e4d0a78d7',
    'repository',
    'Commit author email validation',
    'A push with a commit of another author is refused.',
  ),
  repositorySettings: type(
    '7ed39669-655c-494e-b4a0-a08b4da0fcce',
    'repository',
    'Git repository settings',
    'How the repository treats names that differ only in case.',
  ),
} as const satisfies Readonly<Record<string, PolicyType>>;

/** A policy type by its id, without regard to case. */
export function findPolicyType(id: string): PolicyType | undefined {
  return Object.values(policyTypes).find(
    candidate => candidate.id === id.toLowerCase(),
  );
}
