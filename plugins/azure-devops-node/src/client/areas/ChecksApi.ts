import { CHECKS_API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** The approval among the kinds of checks; the same id in every organization. */
const APPROVAL_CHECK_TYPE = {
  id: '8c6f20a7-a545-4486-9777-f762fafe0d4d',
  name: 'Approval',
};

/** What a check protects. @public */
export interface CheckedResource {
  readonly type: 'environment';
  readonly id: string;
  readonly name?: string;
}

/** Settings of an approval. @public */
export interface ApprovalSettings {
  readonly approvers: readonly {
    readonly id: string;
    readonly displayName?: string | null;
  }[];
  readonly instructions?: string | null;
  /** 0 stands for all approvers. */
  readonly minRequiredApprovers?: number;
  readonly requesterCannotBeApprover?: boolean;
  readonly executionOrder?: string | number;
  readonly blockedApprovers?: readonly unknown[];
}

/** A check as the service describes it. @public */
export interface CheckConfiguration {
  readonly id: number;
  readonly type: { readonly id: string; readonly name?: string };
  readonly settings?: ApprovalSettings;
  /** Minutes until a waiting run fails. */
  readonly timeout?: number;
  readonly resource?: CheckedResource;
}

/** Checks on resources of a project. @public */
export class ChecksApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** The approval check on a resource, with its settings. */
  async findApproval(options: {
    readonly project: string;
    readonly resource: CheckedResource;
  }): Promise<CheckConfiguration | undefined> {
    const checks = this.transport.list<CheckConfiguration>({
      area: 'checks',
      path: [options.project, '_apis', 'pipelines', 'checks', 'configurations'],
      apiVersion: CHECKS_API_VERSION,
      query: {
        resourceType: options.resource.type,
        resourceId: options.resource.id,
        $expand: 'settings',
      },
    });
    for await (const check of checks) {
      if (check.type.id.toLowerCase() === APPROVAL_CHECK_TYPE.id) {
        return check;
      }
    }
    return undefined;
  }

  async createApproval(options: {
    readonly project: string;
    readonly resource: CheckedResource;
    readonly settings: ApprovalSettings;
    readonly timeout: number;
  }): Promise<CheckConfiguration> {
    return this.transport.send<CheckConfiguration>({
      method: 'POST',
      area: 'checks',
      path: [options.project, '_apis', 'pipelines', 'checks', 'configurations'],
      apiVersion: CHECKS_API_VERSION,
      body: wireApproval(options),
    });
  }

  async updateApproval(options: {
    readonly project: string;
    readonly id: string;
    readonly resource: CheckedResource;
    readonly settings: ApprovalSettings;
    readonly timeout: number;
  }): Promise<CheckConfiguration> {
    return this.transport.send<CheckConfiguration>({
      method: 'PATCH',
      area: 'checks',
      path: [
        options.project,
        '_apis',
        'pipelines',
        'checks',
        'configurations',
        options.id,
      ],
      apiVersion: CHECKS_API_VERSION,
      body: { id: Number(options.id), ...wireApproval(options) },
    });
  }
}

function wireApproval(options: {
  readonly resource: CheckedResource;
  readonly settings: ApprovalSettings;
  readonly timeout: number;
}) {
  return {
    type: APPROVAL_CHECK_TYPE,
    resource: options.resource,
    settings: {
      executionOrder: 'anyOrder',
      blockedApprovers: [],
      ...options.settings,
    },
    timeout: options.timeout,
  };
}
