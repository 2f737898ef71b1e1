import type { ResourceKind } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ResourceProvider } from '../ResourceProvider';

/** Says loudly that a kind cannot be provisioned yet. */
export function createUnsupportedProvider<Kind extends ResourceKind>(
  kind: Kind,
): ResourceProvider<Kind> {
  const refuse = async (): Promise<never> => {
    throw new Error(`${kind}: provisioning does not support it yet`);
  };
  return {
    observe: async (_context, desired) =>
      desired.length === 0 ? [] : refuse(),
    apply: refuse,
    remove: refuse,
  };
}
