import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const SERVER_SECRETS = 'azureMlops.provisioning.secrets';

/**
 * The values of the secrets that a configuration can name: the server's, and
 * those that the step was given, which come first. An empty one, such as
 * `${{ secrets.X }}` of an X that nobody has set, is none. Never logged or
 * stored.
 *
 * @throws InputError for a secret of the server that is no text
 */
export function provisioningSecrets(options: {
  readonly config: Config;
  readonly given?: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const { config, given = {} } = options;
  const server = config.getOptional<Record<string, unknown>>(SERVER_SECRETS);
  return Object.fromEntries(
    [
      ...Object.entries(server ?? {}).map(([name, value]) => [
        name,
        requireText(name, value),
      ]),
      ...Object.entries(given),
    ].filter(([, value]) => value !== ''),
  );
}

function requireText(name: string, value: unknown): string {
  if (typeof value !== 'string') {
    // The value itself stays out of the message.
    throw new InputError(
      `${SERVER_SECRETS}.${name}: found ${typeof value}, expected text. Put the value in quotes in app-config.yaml.`,
    );
  }
  return value;
}
