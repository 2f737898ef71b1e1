import { isSameName } from '../names/resourceNames';
import { findPipelineReferences } from '../pipelineReferences/findPipelineReferences';
import type {
  PipelineFiles,
  PipelineReferences,
} from '../pipelineReferences/PipelineReferences';
import type { DesiredPipelinePermission } from '../resources/pipelinePermission';
import {
  CheckedResource,
  nameProtectedResource,
  ProtectedResource,
} from '../resources/protectedResource';
import { resourcesOfEnvironment } from './assembleEnvironment';
import type { Checked } from './Checked';
import type { ConfigurationProblem } from './configurationProblem';
import type { UnknownReference } from './DesiredState';
import type { EnvironmentConfiguration } from './environmentConfigurationSchema';
import { knownToPipelines } from './knownToPipelines';
import { pipelinesToRead } from './pipelinesToRead';
import type { ProjectConfiguration } from './projectConfigurationSchema';

interface Configuration {
  readonly project: Checked<ProjectConfiguration>;
  readonly environments: readonly Checked<EnvironmentConfiguration>[];
}

/** Which pipeline uses what. */
interface PipelineUse {
  readonly pipeline: string;
  readonly found: PipelineReferences;
}

/**
 * Which pipelines may use each environment, variable group, service connection
 * and agent queue: those whose YAML does, unless the environment lists them.
 */
export function assemblePermissions(
  options: Configuration & { readonly pipelineFiles?: PipelineFiles },
): {
  readonly permissions: readonly DesiredPipelinePermission[];
  readonly unknown: readonly UnknownReference[];
  readonly problems: readonly ConfigurationProblem[];
} {
  const { environments, pipelineFiles } = options;
  const uses =
    pipelineFiles === undefined
      ? []
      : findUses({ ...options, files: pipelineFiles });
  const isDerived =
    pipelineFiles !== undefined &&
    environments.some(
      ({ configuration }) => configuration.permitted_pipelines === undefined,
    );
  return {
    permissions: [
      ...environments.flatMap(({ configuration }) =>
        Object.values(resourcesOfEnvironment(configuration))
          .flat()
          .map(resource =>
            permit(
              resource,
              configuration.permitted_pipelines ??
                usersOf(resource, options, uses),
            ),
          ),
      ),
      ...permitQueues(uses),
    ],
    unknown: uses.flatMap(({ pipeline, found }) =>
      found.unknown.map(reference => ({ pipeline, ...reference })),
    ),
    // Where people list the pipelines, nothing needs to be told from the YAML.
    problems: isDerived ? problemsOf(uses) : [],
  };
}

function findUses(
  options: Configuration & { readonly files: PipelineFiles },
): readonly PipelineUse[] {
  const { project, files } = options;
  const names = knownToPipelines(options.environments);
  return pipelinesToRead(project.configuration).map(pipeline => ({
    pipeline: pipeline.name,
    found: findPipelineReferences({ pipeline, files, ...names }),
  }));
}

function usersOf(
  resource: CheckedResource,
  { environments }: Configuration,
  uses: readonly PipelineUse[],
): readonly string[] {
  // A run that reads a vault's secrets signs in through the group's connection.
  const groups = environments.flatMap(({ configuration }) => {
    const group = configuration.variable_group;
    const connection = group?.key_vault?.service_connection;
    return group !== undefined &&
      connection !== undefined &&
      resource.kind === 'service-connection' &&
      isSameName(connection, resource.name)
      ? [{ kind: 'variable-group' as const, name: group.name }]
      : [];
  });
  const names = new Set([resource, ...groups].map(nameProtectedResource));
  return uses
    .filter(({ found }) =>
      found.references.some(reference =>
        names.has(nameProtectedResource(reference.resource)),
      ),
    )
    .map(({ pipeline }) => pipeline);
}

function permitQueues(
  uses: readonly PipelineUse[],
): readonly DesiredPipelinePermission[] {
  const queues = new Map<string, DesiredPipelinePermission>();
  for (const { pipeline, found } of uses) {
    for (const { resource } of found.references) {
      if (resource.kind === 'agent-queue') {
        const key = resource.name.toLowerCase();
        const { resource: queue, pipelines } =
          queues.get(key) ?? permit(resource, []);
        queues.set(key, permit(queue, [...pipelines, pipeline]));
      }
    }
  }
  return [...queues.values()];
}

function permit(
  resource: ProtectedResource,
  pipelines: readonly string[],
): DesiredPipelinePermission {
  return { name: nameProtectedResource(resource), resource, pipelines };
}

function problemsOf(
  uses: readonly PipelineUse[],
): readonly ConfigurationProblem[] {
  const missing = new Set(uses.flatMap(({ found }) => found.missing));
  const problems = new Map<string, ConfigurationProblem>();
  // Pipelines that share a template share what is wrong with it.
  for (const problem of uses.flatMap(({ found }) => found.problems)) {
    const { file, keyPath, found } = problem;
    problems.set(JSON.stringify([file, keyPath, found]), problem);
  }
  return [
    ...[...missing].map(file => ({
      file,
      keyPath: [],
      found: 'nothing of this name',
      expected: 'the YAML of a pipeline, or a template that one includes',
      remedy: 'Add it, or correct the path that leads to it.',
    })),
    ...problems.values(),
  ];
}
