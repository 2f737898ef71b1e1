import { parse } from 'yaml';
import { buildDesiredState } from '../desiredState/buildDesiredState';
import type { DesiredState } from '../desiredState/DesiredState';
import type { ObservedState } from '../observed/ObservedState';
import type { ObservedGitRepository } from '../resources/gitRepository';

/** A project with two environments, the way the template writes it. */
export const PROJECT_YAML = `
version: 1
project: churn-model
pipelines:
  folder: churn-model
  default_branch: main
  definitions:
    - name: churn-model-ci
      yaml: azure_pipelines/ci.yml
      purpose: Lint and test
    - name: churn-model-deployment
      yaml: azure_pipelines/deployment.yml
`;

export const DEV_YAML = `
version: 1
environment: { name: churn-model-dev, description: Development }
variable_group:
  name: churn-model-dev
  description: Values of dev
  variables: { MLOPS_ENVIRONMENT: dev }
permitted_pipelines: [churn-model-ci, churn-model-deployment]
`;

export const PROD_YAML = `
version: 1
environment: { name: churn-model-prod, description: Production }
checks:
  approval:
    approvers: [ari.approver@contoso.example]
    instructions: Look at the metrics
variable_group:
  name: churn-model-prod
  variables: { MLOPS_ENVIRONMENT: prod, REPLICAS: "2" }
permitted_pipelines: [churn-model-deployment]
`;

/** Builds a desired state from texts, one per environment. */
export function buildFromYaml(
  project: string = PROJECT_YAML,
  environments: readonly string[] = [DEV_YAML, PROD_YAML],
) {
  return buildDesiredState({
    repository: 'churn-model',
    project: { file: 'azure_devops.yml', content: parse(project) },
    environments: environments.map((text, index) => ({
      file: `environment_${index}/azure_devops.yml`,
      content: parse(text),
    })),
  });
}

export function desiredChurnModel(): DesiredState {
  const result = buildFromYaml();
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.desiredState;
}

/** Nothing there yet but the project and the approver. */
export const NOTHING: ObservedState = {
  project: { id: 'project-1', name: 'machine-learning' },
  identities: [
    {
      status: 'known',
      reference: 'ari.approver@contoso.example',
      id: 'ARI',
      descriptor: 'aad.ari',
      displayName: 'Ari Approver',
      isGroup: false,
    },
  ],
  resources: {},
};

const MARK = '[azure-mlops: machine-learning/churn-model]';

/** The repository as the template leaves it. */
export const REPOSITORY: ObservedGitRepository = {
  id: 'repository-1',
  name: 'churn-model',
  remoteUrl: 'https://dev.azure.com/contoso/machine-learning/_git/churn-model',
  url: 'https://dev.azure.com/contoso/machine-learning/_git/churn-model',
  defaultBranch: 'main',
  isDisabled: false,
  content: 'from-template',
};

const PIPELINE = {
  folder: '\\churn-model',
  repositoryId: 'repository-1',
  repositoryName: 'churn-model',
  defaultBranch: 'refs/heads/main',
  queue: 'Azure Pipelines',
  variables: {},
};

/** Everything there as configured. */
export const EVERYTHING: ObservedState = {
  ...NOTHING,
  resources: {
    'git-repository': [REPOSITORY],
    'pipeline-folder': [
      {
        id: '\\churn-model',
        name: '\\churn-model',
        description: `Pipelines of churn-model\n${MARK}`,
        url: 'https://folders/churn-model',
      },
    ],
    pipeline: [
      {
        ...PIPELINE,
        id: '1',
        name: 'churn-model-ci',
        yamlFile: 'azure_pipelines/ci.yml',
        description: `Lint and test\n${MARK}`,
        url: 'https://pipelines/1',
      },
      {
        ...PIPELINE,
        id: '2',
        name: 'churn-model-deployment',
        yamlFile: 'azure_pipelines/deployment.yml',
        description: MARK,
        url: 'https://pipelines/2',
      },
    ],
    environment: [
      {
        id: '11',
        name: 'churn-model-dev',
        description: `Development\n${MARK}`,
        url: 'https://environments/11',
      },
      {
        id: '12',
        name: 'churn-model-prod',
        description: `Production\n${MARK}`,
        url: 'https://environments/12',
      },
    ],
    'approval-check': [
      {
        id: '21',
        name: 'environment/churn-model-prod',
        resource: { kind: 'environment', name: 'churn-model-prod' },
        approvers: [{ id: 'ari', displayName: 'Ari Approver' }],
        instructions: 'Look at the metrics',
        minimumApprovers: 1,
        requesterCanApprove: false,
        timeoutMinutes: 43_200,
        url: 'https://environments/12',
      },
    ],
    'variable-group': [
      {
        id: '31',
        name: 'churn-model-dev',
        description: `Values of dev\n${MARK}`,
        variables: {
          type: 'plain',
          values: { MLOPS_ENVIRONMENT: { type: 'plain', value: 'dev' } },
        },
        url: 'https://groups/31',
      },
      {
        id: '32',
        name: 'churn-model-prod',
        description: MARK,
        variables: {
          type: 'plain',
          values: {
            MLOPS_ENVIRONMENT: { type: 'plain', value: 'prod' },
            REPLICAS: { type: 'plain', value: '2' },
          },
        },
        url: 'https://groups/32',
      },
    ],
    'pipeline-permission': [
      permission('environment', 'churn-model-dev', ['1', '2']),
      permission('environment', 'churn-model-prod', ['2']),
      permission('variable-group', 'churn-model-dev', ['1', '2']),
      permission('variable-group', 'churn-model-prod', ['2']),
    ],
  },
};

function permission(
  kind: 'environment' | 'variable-group',
  name: string,
  permittedPipelineIds: readonly string[],
) {
  return {
    id: name,
    name: `${kind}/${name}`,
    url: 'https://permissions',
    resource: { kind, name },
    permittedPipelineIds,
    isOpenToAllPipelines: false,
  };
}
