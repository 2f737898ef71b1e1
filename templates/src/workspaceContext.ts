import { promises as fileSystem } from 'node:fs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';

/** An action as far as a step of a render needs it. */
export interface StepAction {
  readonly id: string;
  handler(context: ActionContext<JsonObject, JsonObject>): Promise<void>;
}

/** What a step of a render works on. */
export interface WorkspaceContextOptions {
  readonly input: JsonObject;
  /** Receives the outputs of the action. */
  readonly output: JsonObject;
  readonly workspacePath: string;
  /** Address of the template file; relative skeleton folders start here. */
  readonly baseUrl: string;
  readonly logger: LoggerService;
}

/** A context for actions that work on the workspace alone: no task, no user, no secrets. */
export function createWorkspaceContext(options: WorkspaceContextOptions): {
  readonly context: ActionContext<JsonObject, JsonObject>;
  readonly removeTemporaryDirectories: () => Promise<void>;
} {
  const { input, output, workspacePath, baseUrl, logger } = options;
  const temporary: string[] = [];
  const context: ActionContext<JsonObject, JsonObject> = {
    input,
    logger,
    workspacePath,
    task: { id: 'render' },
    templateInfo: { entityRef: 'template:default/render', baseUrl },
    checkpoint: async ({ fn }) => fn(),
    output: (name, value) => {
      output[String(name)] = value as JsonValue;
    },
    createTemporaryDirectory: async () => {
      const directory = await fileSystem.mkdtemp(`${workspacePath}-render-`);
      temporary.push(directory);
      return directory;
    },
    getInitiatorCredentials: () =>
      Promise.reject(new Error('A render runs without a signed-in user.')),
  };
  return {
    context,
    removeTemporaryDirectories: async () => {
      for (const directory of temporary) {
        await fileSystem.rm(directory, { recursive: true, force: true });
      }
    },
  };
}
