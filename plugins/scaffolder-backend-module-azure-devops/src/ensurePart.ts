import {
  buildDesiredPart,
  type DesiredPartKind,
  type DesiredState,
  DesiredStateError,
  keyOfResource,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { z as zodV3 } from 'zod/v3';
import { inputFields, outputFields } from './actionFields';
import { carryOutProvisioning, type RunContext } from './carryOutPlan';
import { connectAzureDevOps } from './connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from './createAzureDevOpsActions';
import { toConfigurationKeys, toInputKeyPath } from './inputKeys';
import { withEntitiesLookedUp } from './lookUpEntities';
import type { PlannedResource } from './plannedResources';
import { provisioningSecrets } from './provisioningSecrets';
import { withBackstageErrors } from './toBackstageError';

type Zod = typeof zodV3;

/** Input fields of every action that ensures single resources. */
export const ensureInput = {
  repoUrl: (z: Zod) =>
    inputFields
      .repoUrl(z)
      .describe(
        'The project, and the repository whose mark the resource carries, as the repository picker gives it: `dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model`',
      ),
  adopt: (z: Zod) =>
    z
      .boolean()
      .optional()
      .describe(
        'Take over a resource of this name that this project did not make, and use one of somebody else for what hangs on it (default: false, that is an error)',
      ),
  token: inputFields.token,
} as const;

/** Output fields of every action that ensures single resources. */
export const ensureOutput = {
  id: (z: Zod) =>
    z
      .string()
      .optional()
      .describe(
        'Id of the (last) resource; absent in a dry run, where nothing has an id yet',
      ),
  resources: outputFields.resources,
  summary: outputFields.summary,
  followUps: outputFields.followUps,
  http: outputFields.http,
} as const;

interface EnsureOutputs {
  id?: string;
  resources: PlannedResource[];
  summary: string;
  followUps: string[];
  http: { calls: number; writes: number; seconds: number };
}

/** The part of an action's context that ensuring a resource takes. */
interface EnsureContext extends RunContext {
  getInitiatorCredentials(): Promise<BackstageCredentials>;
  output(
    name: keyof EnsureOutputs,
    value: EnsureOutputs[keyof EnsureOutputs],
  ): void;
}

/**
 * Makes sure that single resources are as the input of an action says: the
 * plan and apply of provisioning, for them alone.
 *
 * @param options - `content` is what the configuration format has for this
 *   part, with keys in camelCase
 */
export async function ensurePart(options: {
  readonly context: EnsureContext;
  readonly actions: AzureDevOpsActionsOptions;
  readonly part: DesiredPartKind;
  readonly input: {
    readonly repoUrl: string;
    readonly token?: string;
    readonly adopt?: boolean;
    readonly updateSecrets?: boolean;
    readonly secretValues?: Readonly<Record<string, string>>;
  };
  readonly content: object;
}): Promise<void> {
  const { context, actions, input } = options;
  await withBackstageErrors(async () => {
    const { client, effort, project, repository } = connectAzureDevOps(
      actions,
      { ...input, signal: context.signal },
    );
    const secrets = provisioningSecrets({
      config: actions.config,
      given: input.secretValues,
    });
    const desired = await desirePart({ ...options, repository });
    const existing = new Set((desired.part?.existing ?? []).map(keyOfResource));
    const done = await carryOutProvisioning({
      context,
      request: {
        client,
        project,
        desired,
        adopt: input.adopt,
        updateSecrets: input.updateSecrets,
        secrets,
      },
      isReported: resource => !existing.has(keyOfResource(resource)),
    });
    const last = done.outcomes[done.outcomes.length - 1];
    context.output('id', last?.id);
    context.output('resources', done.resources);
    context.output('summary', done.summary);
    context.output('followUps', done.followUps);
    context.output('http', effort());
  });
}

/**
 * The handler of an action whose input is the content of a part, beside what
 * every such action takes.
 */
export function ensurePartOfInput(
  actions: AzureDevOpsActionsOptions,
  part: DesiredPartKind,
) {
  return async (
    context: EnsureContext & {
      readonly input: {
        readonly repoUrl: string;
        readonly token?: string;
        readonly adopt?: boolean;
      };
    },
  ): Promise<void> => {
    const { repoUrl, token, adopt, ...content } = context.input;
    const input = { repoUrl, token, adopt };
    await ensurePart({ context, actions, part, input, content });
  };
}

async function desirePart(options: {
  readonly context: EnsureContext;
  readonly actions: AzureDevOpsActionsOptions;
  readonly part: DesiredPartKind;
  readonly content: object;
  readonly repository: string;
}): Promise<DesiredState> {
  const { context, actions, part, content, repository } = options;
  const result = buildDesiredPart({
    part,
    repository,
    file: 'input',
    content: toConfigurationKeys(content),
  });
  if (result.status === 'invalid') {
    throw new DesiredStateError(
      result.problems.map(problem => ({
        ...problem,
        keyPath: toInputKeyPath(problem.keyPath),
      })),
    );
  }
  return withEntitiesLookedUp({
    desired: result.desiredState,
    catalog: actions.catalog,
    credentials: context.getInitiatorCredentials,
  });
}
