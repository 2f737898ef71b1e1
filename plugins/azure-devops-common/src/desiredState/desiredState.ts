/**
 * What a machine-learning project should have in Azure DevOps, as its
 * repository says in `operation/configuration`. Names only: ids belong to what
 * was observed.
 */

/** A YAML pipeline of the project's repository. @public */
export interface DesiredPipeline {
  readonly name: string;
  /** Folder as Azure DevOps writes it: starts with a backslash. */
  readonly folder: string;
  /** Path of the YAML file from the root of the repository. */
  readonly yamlFile: string;
  readonly defaultBranch: string;
  readonly description: string;
}

/** A deployment target, one per folder `environment_*`. @public */
export interface DesiredEnvironment {
  readonly name: string;
  readonly description: string;
}

/** People who must agree before a pipeline deploys to an environment. @public */
export interface DesiredApprovalCheck {
  readonly environment: string;
  /** E-mail address or unique name of each approver. */
  readonly approvers: readonly string[];
  readonly instructions: string;
  readonly minimumApprovers: number;
  readonly requesterCanApprove: boolean;
  readonly timeoutMinutes: number;
  /** The file that asks for it, for messages. */
  readonly source: string;
}

/** Plain values that pipelines read at run time. @public */
export interface DesiredVariableGroup {
  readonly name: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A resource that pipelines need a permission for. @public */
export interface ProtectedResource {
  readonly kind: 'environment' | 'variable-group';
  readonly name: string;
}

/** Which of the project's pipelines may use a resource; never all pipelines. @public */
export interface DesiredPipelinePermission {
  readonly resource: ProtectedResource;
  readonly pipelines: readonly string[];
}

/** Everything that provisioning brings about for one project. @public */
export interface DesiredState {
  /** The machine-learning project's slug, from the configuration. */
  readonly slug: string;
  readonly repository: string;
  readonly pipelines: readonly DesiredPipeline[];
  readonly environments: readonly DesiredEnvironment[];
  readonly approvalChecks: readonly DesiredApprovalCheck[];
  readonly variableGroups: readonly DesiredVariableGroup[];
  readonly pipelinePermissions: readonly DesiredPipelinePermission[];
}
