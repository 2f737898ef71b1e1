import type { DesiredPipeline } from '../resources/pipeline';
import type { DesiredRepositoryPolicy } from '../resources/repositoryPolicy';
import { assembleBranchPolicies } from './assembleBranchPolicies';
import type { Checked } from './Checked';
import type { DesiredResources } from './DesiredState';
import type { ProjectConfiguration } from './projectConfigurationSchema';

/** What `operation/configuration/azure_devops.yml` asks for. */
export function assembleProject(options: {
  readonly repository: string;
  readonly project: Checked<ProjectConfiguration>;
}): DesiredResources {
  const { repository, project } = options;
  const { configuration } = project;
  const folder = `\\${configuration.pipelines.folder}`;
  return {
    'git-repository': [{ name: repository }],
    'repository-policy': assembleRepositoryPolicies(repository, configuration),
    'pipeline-folder': [
      { name: folder, description: `Pipelines of ${configuration.project}` },
    ],
    pipeline: configuration.pipelines.definitions.map(
      (definition): DesiredPipeline => ({
        name: definition.name,
        folder,
        repository,
        yamlFile: definition.yaml,
        defaultBranch: configuration.pipelines.default_branch,
        description: definition.purpose ?? '',
        queue: definition.queue ?? configuration.pipelines.queue,
        variables: Object.fromEntries(
          Object.entries(definition.variables).map(([name, variable]) => [
            name,
            typeof variable === 'string'
              ? { value: variable, settableAtQueueTime: false }
              : {
                  value: variable.value,
                  settableAtQueueTime: variable.settable_at_queue_time,
                },
          ]),
        ),
      }),
    ),
    'branch-policy': assembleBranchPolicies({ repository, project }),
  };
}

function assembleRepositoryPolicies(
  repository: string,
  configuration: ProjectConfiguration,
): readonly DesiredRepositoryPolicy[] {
  const policies = configuration.repository?.policies;
  if (policies === undefined) {
    return [];
  }
  const settings: DesiredRepositoryPolicy['settings'][] = [];
  if (policies.maximum_file_size_megabytes !== undefined) {
    settings.push({
      type: 'maximum-file-size',
      megabytes: policies.maximum_file_size_megabytes,
    });
  }
  if (policies.maximum_path_length !== undefined) {
    settings.push({
      type: 'maximum-path-length',
      characters: policies.maximum_path_length,
    });
  }
  if (policies.reserved_names) {
    settings.push({ type: 'reserved-names' });
  }
  if (policies.author_email_patterns !== undefined) {
    settings.push({
      type: 'author-email',
      patterns: policies.author_email_patterns,
    });
  }
  return settings.map(policy => ({
    name: policy.type,
    repository,
    settings: policy,
  }));
}
