import { ConfigurationProblem } from './configurationProblem';
import {
  EnvironmentConfiguration,
  environmentConfigurationSchema,
  ProjectConfiguration,
  projectConfigurationSchema,
} from './configurationSchemas';
import { findCrossReferenceProblems } from './crossReferences';
import { DesiredState } from './desiredState';
import { problemsOfSchema } from './schemaProblems';

/** The parsed content of one configuration file, not checked yet. @public */
export interface ConfigurationFile {
  /** How messages call the file, usually its path in the repository. */
  readonly file: string;
  readonly content: unknown;
}

/** Either the desired state, or everything that is wrong with the configuration. @public */
export type DesiredStateResult =
  | { readonly status: 'valid'; readonly desiredState: DesiredState }
  | {
      readonly status: 'invalid';
      readonly problems: readonly ConfigurationProblem[];
    };

export interface Checked<Configuration> {
  readonly file: string;
  readonly configuration: Configuration;
}

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
      project: project.checked.configuration,
      environments: checkedEnvironments,
    }),
  };
}

interface Schema<Configuration> {
  safeParse(content: unknown):
    | { success: true; data: Configuration }
    | {
        success: false;
        error: { issues: Parameters<typeof problemsOfSchema>[0]['issues'] };
      };
}

function checkFile<Configuration>(
  schema: Schema<Configuration>,
  { file, content }: ConfigurationFile,
): {
  readonly checked: Checked<Configuration> | undefined;
  readonly problems: readonly ConfigurationProblem[];
} {
  const result = schema.safeParse(content);
  return result.success
    ? { checked: { file, configuration: result.data }, problems: [] }
    : {
        checked: undefined,
        problems: problemsOfSchema({
          file,
          content,
          issues: result.error.issues,
        }),
      };
}

function assemble(options: {
  readonly repository: string;
  readonly project: ProjectConfiguration;
  readonly environments: readonly Checked<EnvironmentConfiguration>[];
}): DesiredState {
  const { repository, project, environments } = options;
  return {
    slug: project.project,
    repository,
    pipelines: project.pipelines.definitions.map(definition => ({
      name: definition.name,
      folder: `\\${project.pipelines.folder}`,
      yamlFile: definition.yaml,
      defaultBranch: project.pipelines.default_branch,
      description: definition.purpose ?? '',
    })),
    environments: environments.map(({ configuration }) => ({
      name: configuration.environment.name,
      description: configuration.environment.description ?? '',
    })),
    approvalChecks: environments.flatMap(assembleApproval),
    variableGroups: environments.flatMap(({ configuration }) =>
      configuration.variable_group === undefined
        ? []
        : [
            {
              name: configuration.variable_group.name,
              description: configuration.variable_group.description ?? '',
              variables: configuration.variable_group.variables,
            },
          ],
    ),
    pipelinePermissions: environments.flatMap(assemblePermissions),
  };
}

function assembleApproval({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): DesiredState['approvalChecks'] {
  const approval = configuration.checks?.approval;
  return approval === undefined
    ? []
    : [
        {
          environment: configuration.environment.name,
          approvers: approval.approvers,
          instructions: approval.instructions ?? '',
          minimumApprovers: approval.minimum_approvers,
          requesterCanApprove: approval.requester_can_approve,
          timeoutMinutes: approval.timeout_minutes,
          source: file,
        },
      ];
}

function assemblePermissions({
  configuration,
}: Checked<EnvironmentConfiguration>): DesiredState['pipelinePermissions'] {
  const pipelines = configuration.permitted_pipelines;
  const environment = configuration.environment.name;
  const group = configuration.variable_group?.name;
  return [
    { resource: { kind: 'environment', name: environment }, pipelines },
    ...(group === undefined
      ? []
      : [
          {
            resource: { kind: 'variable-group' as const, name: group },
            pipelines,
          },
        ]),
  ];
}
