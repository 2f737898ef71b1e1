import communityActions from '@backstage-community/plugin-scaffolder-backend-module-azure-devops';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import stockActions from '@backstage/plugin-scaffolder-backend-module-azure';
import {
  scaffolderActionsExtensionPoint,
  type ActionContext,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderAutocompleteExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import type { JsonObject, JsonValue } from '@backstage/types';
import ownActions from '@azure-mlops/backstage-plugin-scaffolder-backend-module-azure-devops';
import type { Target } from './engine';

/** Each module as its package gives it to a Backstage back end. */
const MODULES: readonly {
  readonly feature: BackendFeature;
  /** A back end of tests takes no extension point that nothing asks for. */
  readonly hasAutocomplete?: boolean;
}[] = [
  { feature: ownActions, hasAutocomplete: true },
  { feature: stockActions },
  { feature: communityActions },
];

const AUTOCOMPLETE: [
  typeof scaffolderAutocompleteExtensionPoint,
  { addAutocompleteProvider(): void },
] = [
  scaffolderAutocompleteExtensionPoint,
  { addAutocompleteProvider: () => {} },
];

type AnyAction = TemplateAction<JsonObject, JsonObject>;

const quietLogger = {
  debug: () => {},
  info: () => {},
  warn: (message: string) => process.stderr.write(`${message}\n`),
  error: (message: string) => process.stderr.write(`${message}\n`),
  child: () => quietLogger,
};

/** The actions of our module and of the published ones, run as a task runs them. */
export class ScaffolderActions {
  private constructor(
    private readonly actions: ReadonlyMap<string, AnyAction>,
    private readonly workspacePath: string,
  ) {}

  /** Loads the modules with a portal's configuration that knows one Azure DevOps. */
  static async load(
    { host, token }: Target,
    workspacePath: string,
  ): Promise<ScaffolderActions> {
    const config = mockServices.rootConfig.factory({
      data: {
        integrations: {
          azure: [{ host, credentials: [{ personalAccessToken: token }] }],
        },
      },
    });
    const actions = new Map<string, AnyAction>();
    // One back end each: two of the modules have the same id.
    for (const { feature, hasAutocomplete = false } of MODULES) {
      const backend = await startTestBackend({
        extensionPoints: [
          [
            scaffolderActionsExtensionPoint,
            {
              addActions: (...added: readonly AnyAction[]) =>
                added.forEach(action => actions.set(action.id, action)),
            },
          ],
          ...(hasAutocomplete ? [AUTOCOMPLETE] : []),
        ],
        features: [feature, config],
      });
      await backend.stop();
    }
    return new ScaffolderActions(actions, workspacePath);
  }

  /** @throws Error when no module has the action, or what the action throws */
  async run(id: string, input: JsonObject): Promise<JsonObject> {
    const action = this.actions.get(id);
    if (action === undefined) {
      throw new Error(
        `There is no action ${id}; found ${[...this.actions.keys()].join(
          ', ',
        )}`,
      );
    }
    const output: JsonObject = {};
    const context: ActionContext<JsonObject, JsonObject> = {
      input,
      logger: quietLogger,
      workspacePath: this.workspacePath,
      task: { id: 'benchmark' },
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
    return output;
  }
}
