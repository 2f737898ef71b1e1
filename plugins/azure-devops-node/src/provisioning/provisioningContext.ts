import {
  keyOfResource,
  type DesiredState,
  type Observed,
  type ObservedIdentity,
  type Owner,
  type Plan,
  type ResourceKind,
  type ResourceOutcome,
  type ResourceReference,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import type { Clock } from '../client/clock';
import type { LimitFunction } from './limitFunction';

/** What observing a kind of resource needs. */
export interface ObserveContext {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  /** Whose resources are looked for. */
  readonly owner: Owner;
  readonly desired: DesiredState;
  /** Look for everything that is the owner's, desired or not. */
  readonly everything: boolean;
  /** Names of resources of this kind that are looked for, whoever's they are. */
  readonly existing?: readonly string[];
  /** Bounds how many calls run at the same time; wrap each call in it. */
  readonly limit: LimitFunction;
  /** What is there of another kind, observed once for all who ask. */
  observed<Kind extends ResourceKind>(
    kind: Kind,
  ): Promise<readonly Observed<Kind>[]>;
  /** Does something once that several kinds need. */
  once<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** What applying a change needs. */
export interface ApplyContext {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  /** Whose mark the resources get. */
  readonly owner: Owner;
  readonly clock: Clock;
  /** Ends waiting; the client's calls end with it anyway. */
  readonly signal?: AbortSignal;
  /** Id of the Azure DevOps project; one that this plan creates has it afterwards. */
  projectId(): string;
  /** Id of a resource that the change depends on. */
  idOf(resource: ResourceReference): string;
  /** Id of a person or group. */
  idOfIdentity(identity: ObservedIdentity): string;
  /** Value of a secret; the plan has made sure that there is one. */
  secret(name: string): string;
  /** Does something once per run that several changes need. */
  once<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** Remembers the first promise of each key. */
export function createOnce(): ObserveContext['once'] {
  const shared = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>) => {
    const running = shared.get(key) ?? work();
    shared.set(key, running);
    // Whoever asks first decides the type; keys belong to one kind of result.
    return running as Promise<Result>;
  };
}

/** Makes the context over the outcomes as they come in. */
export function createApplyContext(options: {
  readonly client: AzureDevOpsClient;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly plan: Pick<Plan, 'project' | 'owner'>;
  readonly outcomes: ReadonlyMap<string, ResourceOutcome>;
  readonly knownIds: ReadonlyMap<string, string>;
  readonly secrets: Readonly<Record<string, string>>;
}): ApplyContext {
  const { client, clock, signal, plan, outcomes, knownIds, secrets } = options;
  const idOf = (resource: ResourceReference) => {
    const key = keyOfResource(resource);
    const id = outcomes.get(key)?.id ?? knownIds.get(key);
    if (id === undefined) {
      throw new Error(
        `The plan does not say that ${resource.kind} ${resource.name} comes first`,
      );
    }
    return id;
  };
  return {
    client,
    clock,
    signal,
    project: plan.project.name,
    owner: plan.owner,
    projectId: () =>
      plan.project.id ?? idOf({ kind: 'project', name: plan.project.name }),
    idOf,
    idOfIdentity: identity =>
      identity.status === 'known'
        ? identity.id
        : idOf({ kind: 'approver-group', name: identity.group }),
    secret: name => {
      if (!Object.hasOwn(secrets, name)) {
        throw new Error(`The plan has not asked for the secret ${name}`);
      }
      return secrets[name];
    },
    once: createOnce(),
  };
}
