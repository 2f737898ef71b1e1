import {
  keyOfResource,
  type ObservedProject,
  type Owner,
  type Plan,
  type ResourceOutcome,
  type ResourceReference,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { LimitFunction } from './limitFunction';
import { AzureDevOpsClient } from '../client/AzureDevOpsClient';

/** What observing a kind of resource needs. */
export interface ObserveContext {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  /** Bounds how many calls run at the same time. */
  readonly limit: LimitFunction;
}

/** What applying a change needs. */
export interface ApplyContext {
  readonly client: AzureDevOpsClient;
  readonly project: ObservedProject;
  /** Whose mark the resources get. */
  readonly owner: Owner;
  /** Id of a resource that the change depends on. */
  idOf(resource: ResourceReference): string;
  /** Does something once per run that several changes need. */
  once<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** Makes the context over the outcomes as they come in. */
export function createApplyContext(options: {
  readonly client: AzureDevOpsClient;
  readonly plan: Plan;
  readonly outcomes: ReadonlyMap<string, ResourceOutcome>;
  readonly knownIds: ReadonlyMap<string, string>;
}): ApplyContext {
  const { client, plan, outcomes, knownIds } = options;
  const shared = new Map<string, Promise<unknown>>();
  return {
    client,
    project: plan.project,
    owner: plan.owner,
    idOf: resource => {
      const key = keyOfResource(resource);
      const id = outcomes.get(key)?.id ?? knownIds.get(key);
      if (id === undefined) {
        throw new Error(
          `The plan does not say that ${resource.kind} ${resource.name} comes first`,
        );
      }
      return id;
    },
    once: <Result>(key: string, work: () => Promise<Result>) => {
      const running = shared.get(key) ?? work();
      shared.set(key, running);
      return running as Promise<Result>;
    },
  };
}
