import { ConfigurationProblem } from './configurationProblem';
import type { DesiredPipelinePermission } from '../resources/pipelinePermission';
import type { PipelineFiles } from '../pipelineReferences/PipelineReferences';
import { assembleEnvironment } from './assembleEnvironment';
import { assemblePermissions } from './assemblePermissions';
import { assembleProject } from './assembleProject';
import { Checked } from './Checked';
import { checkFile, type ConfigurationFile } from './checkFile';
import { findCrossReferenceProblems } from './crossReferences';
import { DesiredResources, DesiredState } from './DesiredState';
import {
  EnvironmentConfiguration,
  environmentConfigurationSchema,
} from './environmentConfigurationSchema';
import {
  ProjectConfiguration,
  projectConfigurationSchema,
} from './projectConfigurationSchema';

/** Either the desired state, or everything that is wrong with the configuration. @public */
export type DesiredStateResult =
  | { readonly status: 'valid'; readonly desiredState: DesiredState }
  | {
      readonly status: 'invalid';
      readonly problems: readonly ConfigurationProblem[];
    };

/**
 * Checks the configuration of a project and puts it together.
 *
 * @param options - the repository's name and the content of
 *   `azure_devops.yml` in `operation/configuration` and in each
 *   `environment_*` folder below it; `pipelineFiles` are the YAML files of the
 *   pipelines, from which follows what each of them may use. Without them,
 *   only what `permitted_pipelines` lists is permitted.
 * @public
 */
export function buildDesiredState(options: {
  readonly repository: string;
  readonly project: ConfigurationFile;
  readonly environments: readonly ConfigurationFile[];
  readonly pipelineFiles?: PipelineFiles;
}): DesiredStateResult {
  const project = checkFile(projectConfigurationSchema, options.project);
  const environments = options.environments.map(file =>
    checkFile(environmentConfigurationSchema, file),
  );
  const problems = [project, ...environments].flatMap(
    result => result.problems,
  );
  const checkedEnvironments = environments.flatMap(result =>
    result.checked === undefined ? [] : [result.checked],
  );
  if (project.checked === undefined) {
    return { status: 'invalid', problems };
  }
  const allProblems = [
    ...problems,
    ...findCrossReferenceProblems({
      project: project.checked,
      environments: checkedEnvironments,
    }),
  ];
  if (allProblems.length > 0) {
    return { status: 'invalid', problems: allProblems };
  }
  return buildFromChecked({
    repository: options.repository,
    project: project.checked,
    environments: checkedEnvironments,
    pipelineFiles: options.pipelineFiles,
  });
}

function buildFromChecked(options: {
  readonly repository: string;
  readonly project: Checked<ProjectConfiguration>;
  readonly environments: readonly Checked<EnvironmentConfiguration>[];
  readonly pipelineFiles: PipelineFiles | undefined;
}): DesiredStateResult {
  const { permissions, unknown, problems } = assemblePermissions(options);
  if (problems.length > 0) {
    return { status: 'invalid', problems };
  }
  return {
    status: 'valid',
    desiredState: {
      ...assemble({ ...options, permissions }),
      ...(unknown.length > 0 ? { unknownReferences: unknown } : {}),
    },
  };
}

function assemble(options: {
  readonly repository: string;
  readonly project: Checked<ProjectConfiguration>;
  readonly environments: readonly Checked<EnvironmentConfiguration>[];
  readonly permissions: readonly DesiredPipelinePermission[];
}): DesiredState {
  const { repository, project, environments, permissions } = options;
  const creation = project.configuration.azure_devops_project;
  return {
    slug: project.configuration.project,
    repository,
    missingProject: creation?.create_when_missing
      ? {
          description: creation.description ?? '',
          process: creation.process,
        }
      : undefined,
    resources: mergeResources([
      assembleProject({ repository, project }),
      ...environments.map(assembleEnvironment),
      { 'pipeline-permission': permissions },
    ]),
  };
}

/** Puts the resources of several files together, kind by kind. */
function mergeResources(parts: readonly DesiredResources[]): DesiredResources {
  const kinds = new Set(
    parts.flatMap(part => Object.keys(part) as (keyof DesiredResources)[]),
  );
  return Object.fromEntries(
    [...kinds].map(kind => [kind, parts.flatMap(part => part[kind] ?? [])]),
  );
}
