import { ConfigurationProblem } from './configurationProblem';
import { assembleEnvironment } from './assembleEnvironment';
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
 *   `environment_*` folder below it
 * @public
 */
export function buildDesiredState(options: {
  readonly repository: string;
  readonly project: ConfigurationFile;
  readonly environments: readonly ConfigurationFile[];
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
  return {
    status: 'valid',
    desiredState: assemble({
      repository: options.repository,
      project: project.checked,
      environments: checkedEnvironments,
    }),
  };
}

function assemble(options: {
  readonly repository: string;
  readonly project: Checked<ProjectConfiguration>;
  readonly environments: readonly Checked<EnvironmentConfiguration>[];
}): DesiredState {
  const { repository, project, environments } = options;
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
