import { CompiledPipeline } from '../pipelineYaml/CompiledPipeline';
import { compilePipeline } from '../pipelineYaml/compilePipeline';
import { describeProblem } from '../pipelineYaml/PipelineSource';
import { SimulatorEnvironment } from '../server/Environment';
import { DefinitionRecord, VariableValue } from '../store/records';
import {
  PlanPipeline,
  PlanRepository,
  RunPlanRecord,
} from '../store/RunRecords';
import { ResourceQuestion, resourcesOfStage } from './checks/stageResources';
import { groupsOf } from './loadRunState';
import { RunFacts, templateVariables } from './predefinedVariables';
import { refusedParts } from './refusedParts';
import {
  repositorySource,
  RepositoryPlace,
  resolveRepository,
} from './repositorySource';
import { resolvePipeline, WantedRun } from './resolvePipelines';
import { VariableLayers } from './VariableLayers';

/** What a run is asked to be. */
export interface RunQuestion {
  readonly environment: Pick<
    SimulatorEnvironment,
    'store' | 'repositories' | 'serverUrl'
  >;
  readonly facts: RunFacts;
  readonly definition: DefinitionRecord;
  readonly parameters: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly pipelines: Readonly<Record<string, WantedRun>>;
  readonly stagesToSkip: readonly string[];
  /** Takes the place of the pipeline's file. */
  readonly yamlOverride?: string;
}

/** A plan without the run that it is of, or everything that speaks against it. */
export type PlanResult =
  | {
      readonly kind: 'planned';
      readonly plan: Omit<RunPlanRecord, 'id'>;
      readonly layers: VariableLayers;
    }
  | { readonly kind: 'invalid'; readonly messages: readonly string[] };

/** Variables that the compiler may see: no secrets. */
function plainValues(
  values: Readonly<Record<string, VariableValue>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, { value, isSecret }]) =>
      isSecret || value === null ? [] : [[name, value] as const],
    ),
  );
}

function definedTexts(
  values: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}

function layersOf({
  environment,
  facts,
  definition,
  variables,
}: RunQuestion): VariableLayers {
  return {
    definition: definition.variables,
    queueTime: variables,
    groups: groupsOf(environment.store, facts),
    predefined: templateVariables(environment, facts, definition),
  };
}

const placeOf = ({ environment, facts }: RunQuestion): RepositoryPlace => ({
  store: environment.store,
  repositories: environment.repositories,
  organization: facts.organization,
  projectId: facts.projectId,
});

/** `git://project/repository@reference` in a checkout. */
function inlineRepositories(pipeline: CompiledPipeline) {
  return pipeline.stages
    .flatMap(stage => stage.jobs)
    .flatMap(job =>
      job.kind === 'job' ? job.steps : job.hooks.flatMap(({ steps }) => steps),
    )
    .flatMap(({ action }) =>
      action.kind === 'checkout' ? [action.repository] : [],
    )
    .flatMap(text => {
      const [, name, ref] = /^git:\/\/([^@]+)(?:@(.+))?$/.exec(text) ?? [];
      return name
        ? [{ alias: text, type: 'git', name, ...(ref && { ref }) }]
        : [];
    });
}

async function resolveRepositories(
  question: RunQuestion,
  pipeline: CompiledPipeline,
): Promise<{
  readonly repositories: Readonly<Record<string, PlanRepository>>;
  readonly messages: readonly string[];
}> {
  const { facts, environment } = question;
  const own = environment.store.get('repository', facts.repositoryId);
  const repositories: Record<string, PlanRepository> = {
    self: {
      id: facts.repositoryId,
      projectId: own?.projectId ?? facts.projectId,
      name: own?.name ?? '',
      ref: facts.sourceBranch,
      commit: facts.sourceVersion,
    },
  };
  const messages: string[] = [];
  for (const resource of [
    ...pipeline.resources.repositories,
    ...inlineRepositories(pipeline),
  ]) {
    const found = await resolveRepository(placeOf(question), resource);
    if (found) {
      repositories[resource.alias] = found;
    } else {
      messages.push(
        `The repository ${resource.name} in ${resource.type}, referenced as ${
          resource.alias
        }, could not be found, or it lacks the ref ${
          resource.ref ?? 'of its default branch'
        }.`,
      );
    }
  }
  return { repositories, messages };
}

function resolvePipelines(
  question: RunQuestion,
  pipeline: CompiledPipeline,
): {
  readonly pipelines: Readonly<Record<string, PlanPipeline>>;
  readonly messages: readonly string[];
} {
  const pipelines: Record<string, PlanPipeline> = {};
  const messages: string[] = [];
  for (const resource of pipeline.resources.pipelines) {
    const found = resolvePipeline({
      store: question.environment.store,
      organization: question.facts.organization,
      projectId: question.facts.projectId,
      resource,
      ...(question.pipelines[resource.alias] && {
        wanted: question.pipelines[resource.alias],
      }),
    });
    if (found) {
      pipelines[resource.alias] = found;
    } else {
      messages.push(
        `Pipeline Resource ${resource.alias} Input Must be Valid. No run of the pipeline ${resource.source} is the one that is asked for.`,
      );
    }
  }
  return { pipelines, messages };
}

function missingResources(question: ResourceQuestion): readonly string[] {
  return [
    ...new Set(
      question.pipeline.stages.flatMap(
        stage => resourcesOfStage(question, stage).missing,
      ),
    ),
  ];
}

/**
 * Compiles the pipeline of a run and finds everything that it names.
 * What speaks against it comes back as messages; nothing is stored.
 */
export async function planRun(question: RunQuestion): Promise<PlanResult> {
  const { environment, facts, definition } = question;
  const layers = layersOf(question);
  const compiled = await compilePipeline({
    source: repositorySource(placeOf(question), {
      id: facts.repositoryId,
      commit: facts.sourceVersion,
    }),
    path: definition.yamlFilename,
    ...(question.yamlOverride !== undefined && { text: question.yamlOverride }),
    parameters: question.parameters,
    variables: {
      ...plainValues(definition.variables),
      ...plainValues(question.variables),
      ...definedTexts(layers.predefined),
    },
  });
  if (compiled.kind === 'invalid') {
    return {
      kind: 'invalid',
      messages: compiled.problems.map(describeProblem),
    };
  }
  const { pipeline, yaml } = compiled;
  const { repositories, messages } = await resolveRepositories(
    question,
    pipeline,
  );
  const runs = resolvePipelines(question, pipeline);
  const all = [
    ...messages,
    ...runs.messages,
    ...refusedParts(pipeline, question.stagesToSkip),
    ...missingResources({
      store: environment.store,
      definition,
      pipeline,
      repositories,
      layers,
    }),
  ];
  return all.length > 0
    ? {
        kind: 'invalid',
        messages: all.map(message => `/${definition.yamlFilename}: ${message}`),
      }
    : {
        kind: 'planned',
        layers,
        plan: {
          pipeline,
          yaml,
          repositories,
          pipelines: runs.pipelines,
          skippedStages: question.stagesToSkip,
        },
      };
}
