import { PipelineResource } from '../pipelineYaml/CompiledPipeline';
import { BuildRecord } from '../store/records';
import { PlanPipeline } from '../store/RunRecords';
import { Store } from '../store/Store';

/** A run that whoever starts this one asks for, by alias. */
export interface WantedRun {
  /** Its number, as `version` of the resource. */
  readonly version?: string;
  readonly runId?: string;
}

interface Question {
  readonly store: Store;
  readonly organization: string;
  readonly projectId: string;
  readonly resource: PipelineResource;
  readonly wanted?: WantedRun;
}

function definitionOf({ store, organization, projectId, resource }: Question) {
  const project = resource.project
    ? store.findByKey('project', organization, resource.project)?.id
    : projectId;
  const source = resource.source.toLowerCase();
  return project === undefined
    ? undefined
    : store.list('definition', project).find(({ name, path }) => {
        const full = `${path === '\\' ? '' : path}\\${name}`.toLowerCase();
        return (
          name.toLowerCase() === source ||
          full === source ||
          full === `\\${source}`
        );
      });
}

const fullBranch = (name: string) =>
  name.startsWith('refs/') ? name : `refs/heads/${name}`;

function isWanted({ resource, wanted }: Question, build: BuildRecord): boolean {
  if (wanted?.runId !== undefined) {
    return build.id === wanted.runId;
  }
  const version = wanted?.version ?? resource.version;
  return (
    (version === undefined || build.buildNumber === version) &&
    (resource.branch === undefined ||
      build.sourceBranch === fullBranch(resource.branch)) &&
    resource.tags.every(tag => build.tags.includes(tag))
  );
}

/**
 * The run that a pipeline resource stands for: the one that is asked for, or
 * the latest that has ended well.
 *
 * @returns undefined if there is none.
 */
export function resolvePipeline(question: Question): PlanPipeline | undefined {
  const definition = definitionOf(question);
  const isChosen =
    question.wanted !== undefined || question.resource.version !== undefined;
  const build =
    definition &&
    question.store
      .list('build', definition.projectId)
      .filter(
        candidate =>
          candidate.definitionId === definition.id &&
          candidate.status === 'completed' &&
          (isChosen ||
            candidate.result === 'succeeded' ||
            candidate.result === 'partiallySucceeded') &&
          isWanted(question, candidate),
      )
      .pop();
  return (
    build && {
      projectId: build.projectId,
      definitionId: build.definitionId,
      buildId: build.id,
    }
  );
}
