import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type ActionContext,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Simulator } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';

type AnyAction = TemplateAction<JsonObject, JsonObject>;

/** A run of an action: what it gave out and what it warned of. */
export interface ActionRun {
  readonly output: JsonObject;
  readonly warnings: readonly string[];
}

/** The actions of a published scaffolder module, run as a task runs them. */
export class PublishedActions {
  private constructor(
    private readonly actions: ReadonlyMap<string, AnyAction>,
  ) {}

  /** Loads a module with a portal's configuration that knows one Azure DevOps. */
  static async load(
    feature: BackendFeature,
    simulator: Simulator,
    token = simulator.token,
  ): Promise<PublishedActions> {
    const actions = new Map<string, AnyAction>();
    const backend = await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          {
            addActions: (...added: readonly AnyAction[]) =>
              added.forEach(action => actions.set(action.id, action)),
          },
        ],
      ],
      features: [
        feature,
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              azure: [
                {
                  host: simulator.host,
                  credentials: [{ personalAccessToken: token }],
                },
              ],
            },
          },
        }),
      ],
    });
    await backend.stop();
    return new PublishedActions(actions);
  }

  get ids(): readonly string[] {
    return [...this.actions.keys()].sort();
  }

  /** @throws Error when the module has no such action, or what the action throws */
  async run(
    id: string,
    input: JsonObject,
    workspacePath = '/nowhere',
  ): Promise<ActionRun> {
    const action = this.actions.get(id);
    if (action === undefined) {
      throw new Error(`There is no action ${id}; found ${this.ids.join(', ')}`);
    }
    const output: JsonObject = {};
    const warnings: string[] = [];
    const logger: ActionContext<JsonObject, JsonObject>['logger'] = {
      debug() {},
      info() {},
      warn: message => warnings.push(message),
      error: message => warnings.push(message),
      child: () => logger,
    };
    const context: ActionContext<JsonObject, JsonObject> = {
      input,
      logger,
      workspacePath,
      task: { id: 'client-test' },
      output: (name, value) => {
        output[String(name)] = value as JsonValue;
      },
      checkpoint: async ({ fn }) => fn() as never,
      createTemporaryDirectory: async () => {
        throw new Error(`${id} asks for a temporary folder`);
      },
      getInitiatorCredentials: async () => mockCredentials.user(),
    };
    await action.handler(context);
    return { output, warnings };
  }
}
