/** What is in Azure DevOps now, in the domain's words. */

/** The Azure DevOps project that holds everything. @public */
export interface ObservedProject {
  readonly id: string;
  readonly name: string;
}

/** Says whose content a Git repository has. @public */
export type RepositoryContent =
  /** No branch at all: nothing to lose. */
  | 'empty'
  /** Carries the branch of pristine renders, so a template of ours filled it. */
  | 'from-template'
  | 'foreign';

/** A Git repository as it is. @public */
export interface ObservedRepository {
  readonly id: string;
  readonly name: string;
  readonly remoteUrl: string;
  readonly url: string;
  readonly defaultBranch: string | undefined;
  readonly isDisabled: boolean;
  readonly content: RepositoryContent;
}

/** A pipeline as it is. @public */
export interface ObservedPipeline {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** `undefined` for a classic pipeline, which has no YAML file. */
  readonly yamlFile: string | undefined;
  readonly repositoryId: string;
  readonly repositoryName: string;
  readonly defaultBranch: string;
  readonly description: string;
  readonly url: string;
}

/** An environment as it is. @public */
export interface ObservedEnvironment {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
}

/** A person that a name in the configuration stands for. @public */
export interface ObservedApprover {
  /** As the configuration writes it. */
  readonly uniqueName: string;
  readonly id: string;
  readonly displayName: string;
}

/** An approval check as it is. @public */
export interface ObservedApprovalCheck {
  readonly id: string;
  readonly environment: string;
  readonly approvers: readonly {
    readonly id: string;
    readonly displayName: string;
  }[];
  readonly instructions: string;
  readonly minimumApprovers: number;
  readonly requesterCanApprove: boolean;
  readonly timeoutMinutes: number;
}

/** A value of a variable group; what is secret cannot be read back. @public */
export type ObservedVariable =
  | { readonly type: 'plain'; readonly value: string }
  | { readonly type: 'secret' };

/** A variable group as it is. @public */
export interface ObservedVariableGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Groups linked to a Key Vault hold names only; their values live in the vault. */
  readonly type: 'plain' | 'key-vault';
  readonly variables: Readonly<Record<string, ObservedVariable>>;
  readonly url: string;
}

/** Which pipelines may use a resource now. @public */
export interface ObservedPipelinePermission {
  readonly resource: {
    readonly kind: 'environment' | 'variable-group';
    readonly name: string;
  };
  readonly permittedPipelineIds: readonly string[];
  readonly isOpenToAllPipelines: boolean;
}

/** The part of Azure DevOps that concerns one desired state. @public */
export interface ObservedState {
  readonly project: ObservedProject;
  readonly repository: ObservedRepository | undefined;
  readonly pipelines: readonly ObservedPipeline[];
  readonly environments: readonly ObservedEnvironment[];
  readonly approvers: readonly ObservedApprover[];
  readonly approvalChecks: readonly ObservedApprovalCheck[];
  readonly variableGroups: readonly ObservedVariableGroup[];
  readonly pipelinePermissions: readonly ObservedPipelinePermission[];
}
