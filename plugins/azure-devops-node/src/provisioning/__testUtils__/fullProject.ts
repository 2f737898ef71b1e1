import {
  buildDesiredState,
  type DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';

/** Values of the secrets that {@link fullProject} names. */
export const FULL_PROJECT_SECRETS = {
  feature_store_key: 'value-of-the-feature-store-key',
  service_principal_key: 'value-of-the-service-principal-key',
  registry_password: 'value-of-the-registry-password',
} as const;

const TENANT = '33333333-3333-4333-8333-333333333333';

const registry = {
  name: 'churn-model-images',
  registry: 'https://contoso.azurecr.io',
  user_name: 'puller',
  secret: 'registry_password',
};

/** How large the project is. */
export interface FullProjectSize {
  readonly environments: number;
  readonly pipelines: number;
}

/**
 * A project that uses every kind of resource: each environment has a group of
 * approvers, all checks, a variable group with a secret, a service connection
 * and a role; the branch has all policies.
 */
export function fullProject(
  size: FullProjectSize = { environments: 3, pipelines: 5 },
): DesiredState {
  const result = buildDesiredState({
    repository: 'churn-model',
    project: { file: 'azure_devops.yml', content: projectFile(size) },
    environments: Array.from({ length: size.environments }, (_, index) => ({
      file: `environment_${index}/azure_devops.yml`,
      content: environmentFile(index, size),
    })),
  });
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.desiredState;
}

function pipelineNames({ pipelines }: FullProjectSize): readonly string[] {
  return Array.from(
    { length: pipelines },
    (_, index) => `churn-model-${index}`,
  );
}

function projectFile(size: FullProjectSize) {
  return {
    version: 1,
    project: 'churn-model',
    repository: {
      policies: {
        maximum_file_size_megabytes: 10,
        maximum_path_length: 248,
        reserved_names: true,
        author_email_patterns: ['*@contoso.example'],
      },
    },
    branch_policies: [
      {
        branch: 'main',
        minimum_reviewers: { count: 1 },
        build_validation: [{ pipeline: 'churn-model-0' }],
        comment_resolution: 'required',
        merge_types: ['squash'],
        work_item_linking: 'optional',
        automatic_reviewers: [
          { reviewers: ['churn-model-approvers-0'], paths: ['/operation/*'] },
        ],
        status_checks: [{ genre: 'contoso', name: 'licences' }],
      },
    ],
    pipelines: {
      folder: 'churn-model',
      definitions: pipelineNames(size).map((name, index) => ({
        name,
        yaml: `azure_pipelines/${index}.yml`,
        purpose: `Pipeline ${index}`,
        variables: { STEP: String(index) },
      })),
    },
  };
}

function environmentFile(index: number, size: FullProjectSize) {
  return {
    version: 1,
    environment: {
      name: `churn-model-${index}`,
      description: `Stage ${index}`,
    },
    approver_group: {
      name: `churn-model-approvers-${index}`,
      members: [
        'ari.approver@contoso.example',
        'dana.scientist@contoso.example',
      ],
    },
    checks: {
      approval: {
        approvers: [`churn-model-approvers-${index}`],
        instructions: 'Read the gate table.',
      },
      branch_control: { allowed_branches: ['main'] },
      exclusive_lock: {},
      business_hours: { days: ['Monday'], start: '08:00', end: '17:00' },
      required_templates: [
        { repository: 'machine-learning/templates', path: 'release.yml' },
      ],
    },
    variable_group: {
      name: `churn-model-${index}`,
      variables: { MLOPS_ENVIRONMENT: String(index) },
      secrets: { FEATURE_STORE_KEY: 'feature_store_key' },
    },
    service_connection: {
      name: `churn-model-${index}`,
      subscription: {
        id: '11111111-1111-4111-8111-111111111111',
        name: 'Contoso',
      },
      authentication: authenticationOf(index),
    },
    ...(index === 0 ? { container_registry: registry } : {}),
    roles: [{ identity: `churn-model-approvers-${index}`, role: 'Reader' }],
    permitted_pipelines: pipelineNames(size).slice(1, 3),
  };
}

function authenticationOf(index: number) {
  return index === 1
    ? {
        scheme: 'service_principal',
        tenant_id: TENANT,
        client_id: '22222222-2222-4222-8222-222222222222',
        secret: 'service_principal_key',
      }
    : {
        scheme: 'workload_identity_federation',
        tenant_id: TENANT,
        client_id: '22222222-2222-4222-8222-222222222222',
      };
}
