import {
  buildDesiredState,
  type DesiredState,
  DesiredStateError,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { getRepoSourceDirectory } from '@backstage/plugin-scaffolder-node';
import type { z as zodV3 } from 'zod/v3';
import { inputFields } from './actionFields';
import { type EntityCatalog, withEntitiesLookedUp } from './lookUpEntities';

type Zod = typeof zodV3;

/** Input fields that say where the desired state comes from: the workspace, or the input itself. */
export const desiredStateFields = {
  sourcePath: inputFields.sourcePath,
  configuration: (z: Zod) =>
    z
      .record(z.unknown())
      .optional()
      .describe(
        'The content of operation/configuration/azure_devops.yml, in place of the file in the workspace',
      ),
  environments: (z: Zod) =>
    z
      .array(z.record(z.unknown()))
      .optional()
      .describe(
        'The content of the azure_devops.yml of each environment, with `configuration`',
      ),
} as const;

/** What the fields of {@link desiredStateFields} bring. */
export interface DesiredStateInput {
  readonly sourcePath?: string;
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly environments?: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

interface DesiredStateSource {
  readonly input: DesiredStateInput;
  readonly repository: string;
  readonly workspacePath: string;
}

/**
 * The desired state that an action was given, with people in the place of the
 * portal's users and groups.
 *
 * @throws DesiredStateError that lists everything wrong with the configuration,
 * InputError when only half of it is in the input.
 */
export async function readDesiredStateOfInput(
  source: DesiredStateSource & {
    readonly catalog: EntityCatalog;
    readonly credentials: () => Promise<BackstageCredentials>;
  },
): Promise<DesiredState> {
  const { catalog, credentials } = source;
  const desired = await readDesired(source);
  return withEntitiesLookedUp({ desired, catalog, credentials });
}

async function readDesired(source: DesiredStateSource): Promise<DesiredState> {
  const { input, repository } = source;
  const { configuration, environments = [] } = input;
  if (configuration === undefined) {
    if (input.environments !== undefined) {
      throw new InputError(
        'environments: given without configuration. Expected both (a desired state in the input) or neither (read from the workspace).',
      );
    }
    return readDesiredState({
      directory: getRepoSourceDirectory(source.workspacePath, input.sourcePath),
      repository,
    });
  }
  const result = buildDesiredState({
    repository,
    project: { file: 'input.configuration', content: configuration },
    environments: environments.map((content, index) => ({
      file: `input.environments[${index}]`,
      content,
    })),
  });
  if (result.status === 'invalid') {
    throw new DesiredStateError(result.problems);
  }
  return result.desiredState;
}
