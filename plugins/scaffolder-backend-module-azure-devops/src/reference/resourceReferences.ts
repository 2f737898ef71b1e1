import type { ResourceKind } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { RequiredPermissions } from './requiredPermissions';

/** What the reference says of a kind of resource beside what its schema says. */
export interface ResourceReferencePage extends RequiredPermissions {
  /** What it is, and what provisioning does with it. */
  readonly meaning: string;
  /** The file of the configuration that asks for it. */
  readonly file: 'project' | 'environment';
  /** Keys that lead to its arguments; none when it follows from other keys. */
  readonly keyPath: readonly string[];
  /** What provisioning tells of it, beside kind, name, outcome, id and address. */
  readonly output: string;
  /** Part of the file; a test plans it. */
  readonly example: string;
}

const MARKED =
  'It carries our mark in its description; one of the same name without it is a conflict unless adopt is true.';
const CHECK =
  'It is put on everything that applies_to names, and belongs to whom its resource belongs to.';
const NOTHING_MORE = 'nothing more';

const checkPermissions: RequiredPermissions = {
  scopes: [
    'Environment (read & manage)',
    'Service Connections (read)',
    'Variable Groups (read)',
  ],
  permissions: ['Administrator of what it protects'],
};
const policyPermissions: RequiredPermissions = {
  scopes: ['Code (read, write & manage)'],
  permissions: ['Edit policies (of the repository)'],
};

/** By kind; the compiler asks for every one. */
export const resourceReferences: Readonly<
  Record<ResourceKind, ResourceReferencePage>
> = {
  project: {
    meaning:
      'The Azure DevOps project. It is created when it is missing and the configuration says so, and never changed or removed.',
    file: 'project',
    keyPath: ['azure_devops_project'],
    output: NOTHING_MORE,
    scopes: ['Project and Team (read, write & manage)'],
    permissions: ['Create new projects (of the organization)'],
    example: `azure_devops_project:
  create_when_missing: true
  process: Basic`,
  },
  'git-repository': {
    meaning:
      'The Git repository that the project is pushed to. The template names it; one with content that is not from the template is a conflict. Only a teardown that names it removes it.',
    file: 'project',
    keyPath: [],
    output: 'its address for git',
    scopes: ['Code (read, write & manage)', 'Project and Team (read)'],
    permissions: ['Create repository'],
    example: 'project: churn-model',
  },
  'repository-policy': {
    meaning:
      'What every push to the repository has to meet. There is one of each type.',
    file: 'project',
    keyPath: ['repository', 'policies'],
    output: NOTHING_MORE,
    ...policyPermissions,
    example: `repository:
  policies:
    maximum_file_size_megabytes: 10
    reserved_names: true`,
  },
  'pipeline-folder': {
    meaning:
      'The folder that the pipelines are shown in. One that is not ours is shared as it is.',
    file: 'project',
    keyPath: ['pipelines'],
    output: NOTHING_MORE,
    scopes: ['Build (read & execute)'],
    permissions: ['Edit build pipeline'],
    example: `pipelines:
  folder: churn-model
  definitions:
    - name: churn-model-ci
      yaml: azure_pipelines/ci.yml`,
  },
  pipeline: {
    meaning: `A YAML pipeline of the repository, known by its name and folder. ${MARKED}`,
    file: 'project',
    keyPath: ['pipelines', 'definitions'],
    output: NOTHING_MORE,
    scopes: ['Build (read & execute)', 'Agent Pools (read)'],
    permissions: ['Edit build pipeline'],
    example: `pipelines:
  folder: churn-model
  definitions:
    - name: churn-model-ci
      yaml: azure_pipelines/ci.yml
      purpose: Lint and test
      variables:
        REGION: westeurope`,
  },
  'approver-group': {
    meaning: `A group of the Azure DevOps project with exactly the configured members. ${MARKED}`,
    file: 'environment',
    keyPath: ['approver_group'],
    output: NOTHING_MORE,
    scopes: ['Graph (read & manage)', 'Identity (read)'],
    permissions: ['Edit project-level information'],
    example: `approver_group:
  name: churn-model-prod-approvers
  members: [ari.approver@contoso.example]`,
  },
  environment: {
    meaning: `What a deployment job names. ${MARKED}`,
    file: 'environment',
    keyPath: ['environment'],
    output: NOTHING_MORE,
    scopes: ['Environment (read & manage)'],
    permissions: ['Creator of environments'],
    example: `environment:
  name: churn-model-prod
  description: Production`,
  },
  'service-connection': {
    meaning: `The way of pipelines to Azure, or to a container registry. What cannot be changed, such as the way it signs in, makes it be replaced, together with its checks and permissions. ${MARKED} A container registry has the key container_registry, with registry, user_name and secret.`,
    file: 'environment',
    keyPath: ['service_connection'],
    output:
      'for workload identity federation that is made by hand, issuer, subject and the command that makes the federated credential',
    scopes: ['Service Connections (read, query & manage)'],
    permissions: ['Creator of service connections'],
    example: `service_connection:
  name: churn-model-prod-azure
  subscription:
    id: 3f2504e0-4f89-41d3-9a0c-0305e82c3301
    name: Production
  authentication:
    scheme: workload_identity_federation
    tenant_id: 3f2504e0-4f89-41d3-9a0c-0305e82c3302
    client_id: 3f2504e0-4f89-41d3-9a0c-0305e82c3303`,
  },
  'variable-group': {
    meaning: `Values that pipelines read at run time: plain ones, secret ones, or those of an Azure Key Vault. A secret is written once, and again when asked for: Azure DevOps never gives it back. ${MARKED}`,
    file: 'environment',
    keyPath: ['variable_group'],
    output: NOTHING_MORE,
    scopes: [
      'Variable Groups (read, create & manage)',
      'Service Connections (read), for a Key Vault',
    ],
    permissions: ['Creator in the library'],
    example: `variable_group:
  name: churn-model-prod
  variables:
    MLOPS_ENVIRONMENT: prod
  secrets:
    API_KEY: CHURN_API_KEY`,
  },
  'approval-check': {
    meaning: `People who have to agree before a stage runs. ${CHECK}`,
    file: 'environment',
    keyPath: ['checks', 'approval'],
    output: NOTHING_MORE,
    scopes: [...checkPermissions.scopes, 'Identity (read)'],
    permissions: checkPermissions.permissions,
    example: `checks:
  approval:
    approvers: [ari.approver@contoso.example]
    instructions: Read the gate table of the training run.`,
  },
  'branch-control-check': {
    meaning: `Lets only the runs of certain branches use a resource. ${CHECK}`,
    file: 'environment',
    keyPath: ['checks', 'branch_control'],
    output: NOTHING_MORE,
    ...checkPermissions,
    example: `checks:
  branch_control:
    allowed_branches: [main, release/*]`,
  },
  'exclusive-lock-check': {
    meaning: `Lets one run at a time use a resource. ${CHECK}`,
    file: 'environment',
    keyPath: ['checks', 'exclusive_lock'],
    output: NOTHING_MORE,
    ...checkPermissions,
    example: `checks:
  exclusive_lock:
    timeout_minutes: 1440`,
  },
  'business-hours-check': {
    meaning: `Lets runs use a resource at certain hours only. ${CHECK}`,
    file: 'environment',
    keyPath: ['checks', 'business_hours'],
    output: NOTHING_MORE,
    ...checkPermissions,
    example: `checks:
  business_hours:
    days: [Monday, Tuesday, Wednesday, Thursday]
    start: "09:00"
    end: "16:00"`,
  },
  'required-template-check': {
    meaning: `Lets only pipelines that extend one of some templates use a resource. ${CHECK}`,
    file: 'environment',
    keyPath: ['checks', 'required_templates'],
    output: NOTHING_MORE,
    ...checkPermissions,
    example: `checks:
  required_templates:
    - repository: machine-learning/pipeline-templates
      path: secure_deployment.yml`,
  },
  'role-assignment': {
    meaning:
      'The role of a person or group on an environment or a variable group. Roles that others have been given stay.',
    file: 'environment',
    keyPath: ['roles'],
    output: NOTHING_MORE,
    scopes: ['Security (manage)', 'Identity (read)'],
    permissions: ['Administrator of the environment or variable group'],
    example: `roles:
  - identity: ari.approver@contoso.example
    role: Administrator`,
  },
  'branch-policy': {
    meaning:
      'What pull requests into a branch have to meet. One of the same type on the same branch is the configured one; build validations, automatic reviewers and status checks are told apart by pipeline, paths and status.',
    file: 'project',
    keyPath: ['branch_policies'],
    output: NOTHING_MORE,
    scopes: [...policyPermissions.scopes, 'Build (read)', 'Identity (read)'],
    permissions: policyPermissions.permissions,
    example: `branch_policies:
  - branch: main
    minimum_reviewers:
      count: 1
    build_validation:
      - pipeline: churn-model-ci
    comment_resolution: required
    merge_types: [squash]`,
  },
  'pipeline-permission': {
    meaning:
      'Which pipelines of the project may use an environment, a variable group, a service connection or an agent queue: those whose YAML uses it, unless permitted_pipelines lists them. A pipeline that asks whoever starts it for an environment may use those of each environment. Never all pipelines; those that somebody else has permitted stay.',
    file: 'environment',
    keyPath: [],
    output: NOTHING_MORE,
    scopes: ['Pipeline Resources (use and manage)'],
    permissions: ['Administrator of what the pipelines may use'],
    example: `permitted_pipelines:
  - churn-model-ci`,
  },
};
