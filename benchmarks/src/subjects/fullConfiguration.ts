import {
  buildDesiredState,
  type DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';

/** Project of the simulator in which everything is set up. */
export const PROJECT = 'machine-learning';
/** Repository that is set up, whose name is in all names. */
export const REPOSITORY = 'churn-model';
/** Secret that the variable groups ask for. */
export const SECRET = 'CHURN_API_KEY';

const APPROVER = 'ari.approver@contoso.example';
const SCIENTIST = 'dana.scientist@contoso.example';
const TENANT = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** How much there is to set up. */
export interface SetUpSize {
  readonly environments: number;
  readonly pipelines: number;
}

/** Path of a pipeline's YAML file. */
export function pipelineFile(index: number): string {
  return `azure_pipelines/pipeline-${index}.yml`;
}

/** Name of a pipeline. */
export function pipelineName(index: number): string {
  return `${REPOSITORY}-pipeline-${index}`;
}

/** A project with every kind of resource, all of them configured. */
export function fullConfiguration(size: SetUpSize): {
  readonly project: object;
  readonly environments: readonly object[];
} {
  return {
    project: projectConfiguration(size),
    environments: numbersTo(size.environments).map(index =>
      environmentConfiguration(`environment-${index}`, size),
    ),
  };
}

/**
 * The desired state of {@link fullConfiguration}.
 *
 * @throws Error when the configuration does not keep to the schema
 */
export function fullDesiredState(size: SetUpSize): DesiredState {
  const { project, environments } = fullConfiguration(size);
  const result = buildDesiredState({
    repository: REPOSITORY,
    project: { file: 'azure_devops.yml', content: project },
    environments: environments.map((content, index) => ({
      file: `environment_${index + 1}/azure_devops.yml`,
      content,
    })),
  });
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems, null, 2));
  }
  return result.desiredState;
}

/** 1, 2, … up to a number. */
export function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function projectConfiguration({ pipelines }: SetUpSize) {
  return {
    version: 1,
    project: REPOSITORY,
    repository: {
      policies: {
        maximum_file_size_megabytes: 10,
        maximum_path_length: 200,
        reserved_names: true,
        author_email_patterns: ['*@contoso.example'],
      },
    },
    branch_policies: [
      {
        branch: 'main',
        minimum_reviewers: { count: 2 },
        build_validation: [{ pipeline: pipelineName(1) }],
        comment_resolution: 'required',
        merge_types: ['squash'],
        automatic_reviewers: [{ reviewers: [APPROVER], paths: ['/src/*'] }],
        work_item_linking: 'optional',
        status_checks: [{ genre: 'quality', name: 'coverage' }],
      },
    ],
    pipelines: {
      folder: REPOSITORY,
      default_branch: 'main',
      definitions: numbersTo(pipelines).map(index => ({
        name: pipelineName(index),
        yaml: pipelineFile(index),
        purpose: `Pipeline ${index}`,
        variables: { STEP: String(index) },
      })),
    },
  };
}

function environmentConfiguration(stage: string, { pipelines }: SetUpSize) {
  const name = `${REPOSITORY}-${stage}`;
  const group = `${name} approvers`;
  return {
    version: 1,
    environment: { name, description: `Where the model runs: ${stage}` },
    approver_group: {
      name: group,
      description: `They approve ${stage}`,
      members: [APPROVER, SCIENTIST],
    },
    checks: checks(`[${PROJECT}]\\${group}`),
    variable_group: {
      name,
      description: `Values of ${stage}`,
      variables: { MLOPS_ENVIRONMENT: stage, REPLICAS: '1' },
      secrets: { API_KEY: SECRET },
    },
    service_connection: {
      name,
      description: `Azure of ${stage}`,
      subscription: { id: TENANT, name: 'Machine learning' },
      authentication: {
        scheme: 'workload_identity_federation',
        tenant_id: TENANT,
        client_id: TENANT,
      },
    },
    roles: [
      { identity: `[${PROJECT}]\\${group}`, role: 'Administrator' },
      { identity: APPROVER, role: 'Reader', on: 'variable_group' },
    ],
    // The first pipeline tests pull requests, and touches no environment.
    permitted_pipelines: numbersTo(pipelines).slice(1).map(pipelineName),
  };
}

function checks(approvers: string) {
  return {
    approval: {
      approvers: [approvers],
      instructions: 'Compare the metrics with the champion.',
    },
    branch_control: { allowed_branches: ['main'], require_protection: true },
    exclusive_lock: {},
    business_hours: {
      days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday'],
      start: '08:00',
      end: '16:00',
      time_zone: 'UTC',
    },
    required_templates: [
      {
        repository: `${PROJECT}/${REPOSITORY}`,
        reference: 'refs/heads/main',
        path: pipelineFile(1),
      },
    ],
  };
}
