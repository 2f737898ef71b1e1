import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';

const environments = ['dev', 'stage', 'prod'];

const projectConfiguration = {
  version: 1,
  project: 'churn-model',
  pipelines: {
    folder: 'churn-model',
    default_branch: 'main',
    definitions: ['ci', 'training', 'deployment'].map(purpose => ({
      name: `churn-model-${purpose}`,
      yaml: `azure_pipelines/${purpose}.yml`,
    })),
  },
};

function environmentConfiguration(name: string) {
  return {
    version: 1,
    environment: {
      name: `churn-model-${name}`,
      description: `${name} of churn-model`,
    },
    ...(name === 'prod'
      ? {
          checks: {
            approval: { approvers: ['ari.approver@contoso.example'] },
          },
        }
      : {}),
    variable_group: {
      name: `churn-model-${name}`,
      variables: { MLOPS_ENVIRONMENT: name },
    },
    permitted_pipelines: ['churn-model-training', 'churn-model-deployment'],
  };
}

/** Fills a workspace as the template would: pipelines, configuration, a README. */
export async function writeWorkspace(folder: string): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    'README.md': '# Churn model\n',
    ...Object.fromEntries(
      projectConfiguration.pipelines.definitions.map(({ yaml }) => [
        yaml,
        stringify({
          trigger: 'none',
          pool: { vmImage: 'ubuntu-24.04' },
          steps: [{ script: 'python --version' }],
        }),
      ]),
    ),
    'operation/configuration/azure_devops.yml': stringify(projectConfiguration),
    ...Object.fromEntries(
      environments.map(name => [
        `operation/configuration/environment_${name}/azure_devops.yml`,
        stringify(environmentConfiguration(name)),
      ]),
    ),
  };
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    await fileSystem.mkdir(path.dirname(target), { recursive: true });
    await fileSystem.writeFile(target, content);
  }
}
