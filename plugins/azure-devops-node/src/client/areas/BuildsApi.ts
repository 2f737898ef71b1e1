import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A run of a pipeline, which the REST API calls a build. @public */
export interface Build {
  readonly id: number;
  readonly buildNumber?: string;
  readonly status: string;
  readonly result?: string;
  /** Full name of the ref. */
  readonly sourceBranch: string;
  readonly sourceVersion?: string;
  readonly _links?: { readonly web?: { readonly href?: string } };
}

/** Runs of the pipelines of a project. @public */
export class BuildsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** Runs of one pipeline on one branch, newest first. */
  list(options: {
    readonly project: string;
    readonly definitionId: number;
    readonly branch: string;
  }): AsyncIterable<Build> {
    return this.transport.list<Build>({
      area: 'build',
      path: [options.project, '_apis', 'build', 'builds'],
      apiVersion: API_VERSION,
      query: {
        definitions: options.definitionId,
        branchName: options.branch,
        queryOrder: 'queueTimeDescending',
        $top: 100,
      },
    });
  }

  /** One run; `undefined` when there is none of that id any more. */
  async find(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<Build | undefined> {
    return this.transport.find<Build>({
      area: 'build',
      path: [options.project, '_apis', 'build', 'builds', options.id],
      apiVersion: API_VERSION,
    });
  }

  /** Starts a run. */
  async queue(options: {
    readonly project: string;
    readonly definitionId: number;
    readonly branch: string;
    readonly commit?: string;
  }): Promise<Build> {
    return this.transport.send<Build>({
      method: 'POST',
      area: 'build',
      path: [options.project, '_apis', 'build', 'builds'],
      apiVersion: API_VERSION,
      body: {
        definition: { id: options.definitionId },
        sourceBranch: options.branch,
        sourceVersion: options.commit,
      },
    });
  }
}
