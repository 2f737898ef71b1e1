import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A pull request as the service describes it. @public */
export interface PullRequest {
  readonly pullRequestId: number;
  readonly title: string;
  /** `active`, `completed` or `abandoned`. */
  readonly status: string;
  /** Full name of the branch that is merged. */
  readonly sourceRefName: string;
  /** Full name of the branch that it is merged into. */
  readonly targetRefName: string;
}

/** Which branch is to be merged into which, by their full names. @public */
export interface PullRequestBranches {
  readonly project: string;
  readonly repository: string;
  readonly sourceRefName: string;
  readonly targetRefName: string;
}

/** Pull requests of a Git repository. @public */
export class PullRequestsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** Active pull requests between two branches. */
  listActive(branches: PullRequestBranches): AsyncIterable<PullRequest> {
    return this.transport.list<PullRequest>({
      area: 'pull requests',
      path: pathOf(branches),
      apiVersion: API_VERSION,
      query: {
        'searchCriteria.status': 'active',
        'searchCriteria.sourceRefName': branches.sourceRefName,
        'searchCriteria.targetRefName': branches.targetRefName,
      },
    });
  }

  async create(
    options: PullRequestBranches & {
      readonly title: string;
      readonly description: string;
      readonly isDraft: boolean;
      /** Ids of the people and groups who are asked to review. */
      readonly reviewerIds: readonly string[];
    },
  ): Promise<PullRequest> {
    return this.transport.send<PullRequest>({
      method: 'POST',
      area: 'pull requests',
      path: pathOf(options),
      apiVersion: API_VERSION,
      body: {
        sourceRefName: options.sourceRefName,
        targetRefName: options.targetRefName,
        title: options.title,
        description: options.description,
        isDraft: options.isDraft,
        reviewers: options.reviewerIds.map(id => ({ id })),
      },
    });
  }
}

function pathOf({
  project,
  repository,
}: Pick<PullRequestBranches, 'project' | 'repository'>): readonly string[] {
  return [project, '_apis', 'git', 'repositories', repository, 'pullrequests'];
}
