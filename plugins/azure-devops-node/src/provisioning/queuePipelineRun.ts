import { isSameName } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import type { Build } from '../client/areas/BuildsApi';
import { UnknownReferenceError } from './provisioningErrors';
import { describeNames, firstNames } from './describeNames';

/** Which pipeline to run on what. @public */
export interface QueuePipelineRunOptions {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  readonly pipelineName: string;
  /** Folder of the pipeline, with or without leading backslash; needed when folders share a name. */
  readonly folder?: string;
  /** Short name of the branch. */
  readonly branch: string;
  /** Commit to run on; the newest of the branch unless given. */
  readonly commit?: string;
  /**
   * Return a run that the pipeline has on this branch, and this commit when
   * one is given, instead of starting a second one.
   */
  readonly unlessRunExists?: boolean;
  /** Reads only: finds the pipeline and a run, queues nothing. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
}

/** A run of a pipeline. @public */
export type PipelineRunOutcome =
  | {
      readonly outcome: 'queued' | 'already-queued';
      readonly id: string;
      readonly url: string;
      readonly pipelineId: string;
      /** As Azure DevOps says it, such as `notStarted` or `completed`. */
      readonly state: string;
    }
  | {
      /** Of a dry run: there is no run yet, so there is no id. */
      readonly outcome: 'would-queue';
      readonly id: undefined;
      /** Page of the pipeline. */
      readonly url: string;
      readonly pipelineId: string;
      readonly state: undefined;
    };

/**
 * Starts a run of a pipeline.
 *
 * @throws UnknownReferenceError with the pipelines there are, when it is none
 * of them (field `pipeline`) or several (field `folder`)
 * @throws AzureDevOpsError when the service refuses the run, such as for invalid YAML
 * @public
 */
export async function queuePipelineRun(
  options: QueuePipelineRunOptions,
): Promise<PipelineRunOutcome> {
  const client = options.client.withSignal(options.signal);
  const { project, commit } = options;
  const pipeline = await findPipeline({ ...options, client });
  const pipelineId = String(pipeline.id);
  const branch = `refs/heads/${options.branch}`;
  const run = { project, definitionId: pipeline.id, branch, commit };
  const existing = options.unlessRunExists
    ? await findRun(client, run)
    : undefined;
  if (existing !== undefined) {
    return {
      outcome: 'already-queued',
      ...describeRun(client, project, existing),
      pipelineId,
    };
  }
  if (options.dryRun) {
    return {
      outcome: 'would-queue',
      id: undefined,
      url: client.webUrls.pipeline({ project, id: pipelineId }),
      pipelineId,
      state: undefined,
    };
  }
  const build = await client.builds.queue(run);
  return {
    outcome: 'queued',
    ...describeRun(client, project, build),
    pipelineId,
  };
}

async function findPipeline(options: QueuePipelineRunOptions) {
  const { client, project, pipelineName } = options;
  const folder =
    options.folder === undefined
      ? undefined
      : `\\${options.folder.replace(/^\\/, '')}`;
  const found = [];
  const candidates = client.buildDefinitions.list({
    project,
    folder,
    name: pipelineName,
  });
  for await (const candidate of candidates) {
    if (isSameName(candidate.name, pipelineName)) {
      found.push(candidate);
    }
  }
  if (found.length === 1) {
    return found[0];
  }
  const place =
    folder === undefined ? `project "${project}"` : `folder "${folder}"`;
  if (found.length > 1) {
    throw new UnknownReferenceError({
      field: 'folder',
      message: `the ${place} has ${
        found.length
      } pipelines "${pipelineName}", in the folders ${found
        .map(({ path }) => path)
        .join(', ')}. Say which folder is meant.`,
    });
  }
  const known = await firstNames(
    client.buildDefinitions.list({ project, folder }),
  );
  throw new UnknownReferenceError({
    field: 'pipeline',
    message: `the ${place} has no pipeline "${pipelineName}". ${describeNames(
      'Pipelines there',
      known,
    )}`,
  });
}

async function findRun(
  client: AzureDevOpsClient,
  run: {
    readonly project: string;
    readonly definitionId: number;
    readonly branch: string;
    readonly commit: string | undefined;
  },
): Promise<Build | undefined> {
  for await (const build of client.builds.list(run)) {
    const isSameRun =
      build.sourceBranch === run.branch &&
      (run.commit === undefined || build.sourceVersion === run.commit);
    if (isSameRun) {
      return build;
    }
  }
  return undefined;
}

function describeRun(client: AzureDevOpsClient, project: string, build: Build) {
  const id = String(build.id);
  return {
    id,
    state: build.status,
    url: build._links?.web?.href ?? client.webUrls.pipelineRun({ project, id }),
  };
}
