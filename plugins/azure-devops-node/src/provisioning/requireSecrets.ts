import {
  resourceDefinitions,
  type ChangeOf,
  type Plan,
  type ResourceKind,
  type SecretUse,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { MissingSecretError } from './provisioningErrors';

/** Names of the secrets that have a value; an empty one, as of a variable that is not set, is none. */
export function namesOfSecrets(
  secrets: Readonly<Record<string, string>> = {},
): readonly string[] {
  return Object.keys(secrets).filter(name => secrets[name] !== '');
}

/**
 * Makes sure that every secret which carrying out a plan takes has a value.
 *
 * @throws MissingSecretError with all that have none
 */
export function requireSecrets(plan: Plan, names: readonly string[]): void {
  const missing = plan.changes
    .flatMap(change => secretsOf(change))
    .filter(({ secret }) => !names.includes(secret));
  if (missing.length > 0) {
    throw new MissingSecretError(missing);
  }
}

function secretsOf<Kind extends ResourceKind>(
  change: ChangeOf<Kind>,
): readonly SecretUse[] {
  const kind: Kind = change.kind;
  return resourceDefinitions[kind].secrets?.(change) ?? [];
}
