/** A project's configuration with every key that the format has. */
export const FULL_PROJECT_YAML = `
version: 1
project: churn-model
azure_devops_project:
  create_when_missing: true
  description: Models of the churn team
  process: Basic
repository:
  policies:
    maximum_file_size_megabytes: 10
    maximum_path_length: 260
    reserved_names: true
    author_email_patterns: ['*@contoso.example', '!bot@contoso.example']
branch_policies:
  - branch: main
    minimum_reviewers:
      count: 1
      requester_can_approve: false
      allow_downvotes: false
      reset_on_push: true
      require_vote_on_last_iteration: true
      last_pusher_cannot_approve: true
      blocking: true
    build_validation:
      - pipeline: churn-model-ci
        display_name: Lint and test
        valid_minutes: 720
        expires_on_push: false
        manual: false
        paths: ['/src/*', '!/src/docs/*']
        blocking: true
    comment_resolution: required
    merge_types: [squash, rebase]
    automatic_reviewers:
      - reviewers: [uma@contoso.example]
        paths: [/data/*]
        message: Look at the data
        minimum_approvers: 1
        requester_can_approve: true
        blocking: false
    work_item_linking: optional
    status_checks:
      - genre: quality
        name: gate
        reset_on_push: true
        applies_when_posted: false
        paths: []
        blocking: true
pipelines:
  folder: churn-model
  default_branch: main
  queue: Azure Pipelines
  definitions:
    - name: churn-model-ci
      yaml: azure_pipelines/ci.yml
      purpose: Lint and test
      queue: Default
      variables:
        REGION: westeurope
        REPLICAS: { value: "2", settable_at_queue_time: true }
    - name: churn-model-deployment
      yaml: azure_pipelines/deployment.yml
`;

/** An environment's configuration with every key but \`key_vault\`. */
export const FULL_ENVIRONMENT_YAML = `
version: 1
environment:
  name: churn-model-prod
  description: Production
approver_group:
  name: churn-model-prod-approvers
  description: Who may release
  members: [ari@contoso.example, uma@contoso.example]
checks:
  applies_to: [environment, service_connection, variable_group]
  approval:
    approvers: [churn-model-prod-approvers]
    instructions: Look at the metrics
    minimum_approvers: 1
    requester_can_approve: false
    timeout_minutes: 1440
  branch_control:
    allowed_branches: [main, release/*]
    require_protection: true
    allow_unknown_protection: false
    timeout_minutes: 1440
  exclusive_lock:
    timeout_minutes: 1440
  business_hours:
    days: [Monday, Tuesday]
    start: "09:00"
    end: "16:00"
    time_zone: W. Europe Standard Time
    timeout_minutes: 1440
  required_templates:
    - repository: machine-learning/templates
      repository_type: git
      reference: refs/heads/main
      path: secure.yml
variable_group:
  name: churn-model-prod
  description: Values of prod
  variables: { MLOPS_ENVIRONMENT: prod }
  secrets: { API_KEY: CHURN_API_KEY }
service_connection:
  name: churn-model-prod-azure
  description: Azure of prod
  subscription: { id: 3f2504e0-4f89-41d3-9a0c-0305e82c3301, name: Production }
  resource_group: rg-churn-prod
  authentication:
    scheme: workload_identity_federation
    creation: manual
    tenant_id: 3f2504e0-4f89-41d3-9a0c-0305e82c3302
    client_id: 3f2504e0-4f89-41d3-9a0c-0305e82c3303
container_registry:
  name: churn-model-prod-registry
  description: Images
  registry: https://contoso.azurecr.io
  user_name: puller
  secret: REGISTRY_PASSWORD
roles:
  - { identity: churn-model-prod-approvers, role: Administrator, on: environment }
  - { identity: ari@contoso.example, role: Reader, on: variable_group }
permitted_pipelines: [churn-model-deployment]
`;
