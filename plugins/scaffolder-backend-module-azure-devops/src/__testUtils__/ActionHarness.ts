import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  developmentToken,
  type Simulator,
  startSimulator,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import { createAzureDevOpsActions } from '../createAzureDevOpsActions';
import { catalogEntities } from './catalogEntities';
import { writeWorkspace } from './writeWorkspace';

/** What came of one run of an action. */
export interface ActionRun {
  readonly output: JsonObject;
  /** Everything that the action logged. */
  readonly log: readonly string[];
}

interface HarnessAction {
  readonly id: string;
  readonly schema?: { readonly input?: object };
  readonly examples?: readonly {
    readonly description: string;
    readonly example: string;
  }[];
  handler(context: ActionContext<JsonObject, JsonObject>): Promise<void>;
}

/**
 * The actions against an embedded Azure DevOps, on a workspace with a
 * configured project. Checkpoints replay as they do in the scaffolder, which
 * the mock context of Backstage does not.
 */
export class ActionHarness {
  private constructor(
    readonly simulator: Simulator,
    readonly workspacePath: string,
    readonly actions: readonly HarnessAction[],
    private readonly checkpoints: Map<string, JsonValue>,
  ) {}

  static async start(
    options: { readonly token?: string; readonly config?: JsonObject } = {},
  ): Promise<ActionHarness> {
    const simulator = await startSimulator({ port: 0 });
    const workspacePath = await fileSystem.mkdtemp(
      path.join(os.tmpdir(), 'azure-devops-actions-'),
    );
    await writeWorkspace(workspacePath);
    const config = new ConfigReader({
      ...options.config,
      integrations: {
        azure: [
          {
            host: `localhost:${simulator.port}`,
            credentials: [
              { personalAccessToken: options.token ?? developmentToken },
            ],
          },
        ],
      },
    });
    const actions = createAzureDevOpsActions({
      integrations: ScmIntegrations.fromConfig(config),
      catalog: catalogServiceMock({ entities: catalogEntities }),
      config,
    });
    return new ActionHarness(
      simulator,
      workspacePath,
      actions as unknown as readonly HarnessAction[],
      new Map(),
    );
  }

  async stop(): Promise<void> {
    await this.simulator.close();
    await fileSystem.rm(this.workspacePath, { recursive: true, force: true });
  }

  /** Address of a repository as the form gives it. */
  repoUrl(
    parts: {
      readonly organization?: string;
      readonly project?: string;
      readonly repository?: string;
    } = {},
  ): string {
    const {
      organization = 'contoso',
      project = 'machine-learning',
      repository = 'churn-model',
    } = parts;
    return `localhost:${this.simulator.port}?organization=${organization}&project=${project}&repo=${repository}`;
  }

  action(id: string): HarnessAction {
    const action = this.actions.find(candidate => candidate.id === id);
    if (!action) {
      throw new Error(`There is no action ${id}`);
    }
    return action;
  }

  /** Runs an action; `repoUrl` is filled in where the input leaves it out. */
  async run(
    id: string,
    input: JsonObject = {},
    options: {
      readonly isDryRun?: boolean;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<ActionRun> {
    const output: JsonObject = {};
    const log: string[] = [];
    const record = (message: string) => log.push(message);
    const logger = {
      debug: record,
      info: record,
      warn: record,
      error: record,
      child: () => logger,
    };
    await this.action(id).handler({
      input: { repoUrl: this.repoUrl(), ...input },
      logger,
      workspacePath: this.workspacePath,
      task: { id: 'task' },
      isDryRun: options.isDryRun,
      signal: options.signal,
      output: (name, value) => {
        output[String(name)] = value as JsonValue;
      },
      checkpoint: async ({ key, fn }) => this.replay(key, fn) as never,
      createTemporaryDirectory: () =>
        fileSystem.mkdtemp(`${this.workspacePath}-`),
      getInitiatorCredentials: async () => mockCredentials.user(),
    });
    return { output, log };
  }

  /** As the scaffolder: what was stored is given back, a result of nothing as `{}`. */
  private async replay(
    key: string,
    fn: () => Promise<JsonValue | void> | JsonValue | void,
  ): Promise<JsonValue> {
    const stored = this.checkpoints.get(key);
    if (stored !== undefined) {
      return stored;
    }
    const value = JSON.parse(JSON.stringify((await fn()) ?? {}));
    this.checkpoints.set(key, value);
    return value;
  }

  /** Everything that was ever stored in a checkpoint, as text. */
  storedCheckpoints(): string {
    return JSON.stringify([...this.checkpoints]);
  }
}
