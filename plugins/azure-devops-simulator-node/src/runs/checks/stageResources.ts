import {
  CompiledDeploymentJob,
  CompiledJob,
  CompiledPipeline,
  CompiledPool,
  CompiledStage,
  CompiledStep,
  CompiledVariable,
} from '../../pipelineYaml/CompiledPipeline';
import { DefinitionRecord } from '../../store/records';
import { PlanRepository } from '../../store/RunRecords';
import { Store } from '../../store/Store';
import { findServiceConnection } from '../findServiceConnection';
import { connectionsOf } from '../serviceConnectionInputs';
import { VariableLayers } from '../VariableLayers';
import { expandMacros, VariableTable } from '../VariableTable';

/** A resource that a stage uses, as checks and permissions address it. */
export interface UsedResource {
  readonly type:
    | 'environment'
    | 'endpoint'
    | 'variablegroup'
    | 'queue'
    | 'repository';
  readonly id: string;
  readonly name: string;
  /** False for what every pipeline may use: its own repository and queue, and hosted agents. */
  readonly needsPermission: boolean;
}

/** What has to be known to find the resources of a stage. */
export interface ResourceQuestion {
  readonly store: Store;
  readonly definition: DefinitionRecord;
  readonly pipeline: CompiledPipeline;
  readonly repositories: Readonly<Record<string, PlanRepository>>;
  readonly layers: VariableLayers;
}

/** What a stage uses, and what it names in vain. */
export interface StageResources {
  readonly used: readonly UsedResource[];
  readonly missing: readonly string[];
}

const authorization =
  'For authorization details, refer to https://aka.ms/yamlauthz.';

/** Values that are known without running anything. */
function knownValues(
  layers: VariableLayers,
  scopes: readonly (readonly CompiledVariable[])[],
): (text: string) => string {
  const table = new VariableTable();
  for (const values of [layers.definition, layers.queueTime]) {
    for (const [name, { value }] of Object.entries(values)) {
      table.set(name, { value: value ?? '' });
    }
  }
  for (const variable of scopes.flat()) {
    if (variable.kind === 'value') {
      table.set(variable.name, { value: variable.value });
    }
  }
  table.setTexts(layers.predefined);
  return text => expandMacros(text, name => table.get(name)?.value);
}

type Found = UsedResource | string;

function variableGroup(question: ResourceQuestion, name: string): Found {
  const { store, definition } = question;
  const group = store
    .list('variableGroup', definition.organization)
    .find(({ projects }) =>
      projects.some(
        reference =>
          reference.projectId === definition.projectId &&
          reference.name.toLowerCase() === name.toLowerCase(),
      ),
    );
  if (!group) {
    return `Variable group '${name}' could not be found. The variable group does not exist or has not been authorized for use. ${authorization}`;
  }
  if (group.type.toLowerCase() === 'azurekeyvault') {
    return `Variable group '${name}' takes its values from an Azure Key Vault, which the simulator does not simulate.`;
  }
  return {
    type: 'variablegroup',
    id: group.id,
    name,
    needsPermission: true,
  };
}

function environment(question: ResourceQuestion, name: string): Found {
  const { store, definition } = question;
  const found = store.findByKey('environment', definition.projectId, name);
  return found
    ? {
        type: 'environment',
        id: found.id,
        name: found.name,
        needsPermission: true,
      }
    : // Azure DevOps creates a missing environment only for a pipeline that is edited in its own web editor.
      `Environment ${name} could not be found. The environment does not exist or has not been authorized for use.`;
}

/** Environments have no resources here, so a job that names one finds none. */
function environmentResource(job: CompiledDeploymentJob): readonly string[] {
  const { name, resourceName, resourceType } = job.environment;
  const wanted = resourceName ?? resourceType;
  return wanted === undefined
    ? []
    : [
        `Environment ${name} has no resource ${wanted}: the simulator has no Kubernetes and virtual machine resources.`,
      ];
}

function queue(
  question: ResourceQuestion,
  pool: CompiledPool,
): Found | undefined {
  const { store, definition } = question;
  if (pool.kind === 'server') {
    return undefined;
  }
  if (pool.kind !== 'named') {
    const found = store.get('queue', definition.queueId);
    return pool.kind === 'default' && found
      ? {
          type: 'queue',
          id: found.id,
          name: found.name,
          needsPermission: false,
        }
      : undefined;
  }
  const found = store.findByKey('queue', definition.projectId, pool.name);
  if (!found) {
    return `Could not find a pool with name ${pool.name}. The pool does not exist or has not been authorized for use. ${authorization}`;
  }
  return {
    type: 'queue',
    id: found.id,
    name: found.name,
    needsPermission:
      found.id !== definition.queueId &&
      store.get('pool', found.poolId)?.isHosted !== true,
  };
}

function endpoints(
  question: ResourceQuestion,
  steps: readonly CompiledStep[],
  expand: (text: string) => string,
): readonly Found[] {
  const { store, definition } = question;
  return steps.flatMap(step =>
    connectionsOf(step, expand).map(({ input, name }) => {
      const found = findServiceConnection(store, definition, name);
      return found
        ? { type: 'endpoint', id: found.id, name, needsPermission: true }
        : `Step ${
            step.action.kind === 'task' ? step.action.name : 'checkout'
          } input ${input} references service connection ${name} which could not be found. The service connection does not exist, has been disabled or has not been authorized for use. ${authorization}`;
    }),
  );
}

function repository(
  { repositories }: ResourceQuestion,
  alias: string,
): Found | undefined {
  const found = repositories[alias];
  return (
    found && {
      type: 'repository',
      id: `${found.projectId}.${found.id}`,
      name: found.name,
      needsPermission: alias !== 'self',
    }
  );
}

function checkedOut(steps: readonly CompiledStep[]): readonly string[] {
  return steps.flatMap(({ action, enabled }) =>
    enabled && action.kind === 'checkout' ? [action.repository] : [],
  );
}

function jobResources(
  question: ResourceQuestion,
  stage: CompiledStage,
  job: CompiledJob,
): readonly (Found | undefined)[] {
  const expand = knownValues(question.layers, [
    question.pipeline.variables,
    stage.variables,
    job.variables,
  ]);
  const steps =
    job.kind === 'job' ? job.steps : job.hooks.flatMap(hook => hook.steps);
  const pools =
    job.kind === 'job'
      ? [job.pool]
      : job.hooks.map(hook => hook.pool ?? job.pool);
  const found = [
    ...(job.kind === 'deployment'
      ? [
          environment(question, expand(job.environment.name)),
          ...environmentResource(job),
        ]
      : []),
    ...groupsIn(job.variables).map(name => variableGroup(question, name)),
    ...pools.map(pool =>
      queue(
        question,
        pool.kind === 'named' ? { ...pool, name: expand(pool.name) } : pool,
      ),
    ),
    ...endpoints(question, steps, expand),
    ...checkedOut(steps).map(alias => repository(question, alias)),
  ];
  return found.map(item =>
    typeof item === 'string' ? `Job ${job.name}: ${item}` : item,
  );
}

function groupsIn(variables: readonly CompiledVariable[]): readonly string[] {
  return variables.flatMap(variable =>
    variable.kind === 'group' ? [variable.name] : [],
  );
}

/** Everything that a stage uses and that checks or permissions may guard. */
export function resourcesOfStage(
  question: ResourceQuestion,
  stage: CompiledStage,
): StageResources {
  const templates = question.pipeline.templates.map(
    template => template.repository,
  );
  const found = [
    ...groupsIn([...question.pipeline.variables, ...stage.variables]).map(
      name => variableGroup(question, name),
    ),
    ...['self', ...templates].map(alias => repository(question, alias)),
    ...stage.jobs.flatMap(job => jobResources(question, stage, job)),
  ];
  const used = new Map<string, UsedResource>();
  for (const item of found) {
    if (item !== undefined && typeof item !== 'string') {
      const key = `${item.type}:${item.id}`;
      const before = used.get(key);
      used.set(key, {
        ...item,
        needsPermission:
          item.needsPermission && before?.needsPermission !== false,
      });
    }
  }
  return {
    used: [...used.values()],
    missing: [
      ...new Set(
        found.filter((item): item is string => typeof item === 'string'),
      ),
    ],
  };
}
