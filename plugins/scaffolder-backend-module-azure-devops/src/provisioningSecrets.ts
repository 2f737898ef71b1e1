import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const SERVER_SECRETS = 'azureMlops.provisioning.secrets';

/**
 * The values of the secrets that a configuration can name: the server's, and
 * those that the step was given, which come first. Never logged or stored.
 *
 * @throws InputError for a secret of the step that is empty, as a
 *   `${{ secrets.X }}` is that nobody has set
 */
export function provisioningSecrets(options: {
  readonly config: Config;
  readonly given?: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const { config, given = {} } = options;
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string' || value === '') {
      throw new InputError(
        `secrets: ${name} has no value. Expected some text; if it comes from \${{ secrets.… }}, let the form ask for it.`,
      );
    }
  }
  const server = config.getOptionalConfig(SERVER_SECRETS);
  return {
    ...Object.fromEntries(
      (server?.keys() ?? []).map(name => [name, server?.getString(name) ?? '']),
    ),
    ...given,
  };
}
