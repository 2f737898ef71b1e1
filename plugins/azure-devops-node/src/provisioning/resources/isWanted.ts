import {
  isOwnedBy,
  isSameName,
  readMark,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ObserveContext } from '../provisioningContext';

/** Whether something of a list concerns us: it is desired, something hangs on it, or it carries our mark. */
export function isWanted(
  found: { readonly name: string; readonly description: string },
  desired: readonly { readonly name: string }[],
  { owner, existing = [] }: Pick<ObserveContext, 'owner' | 'existing'>,
): boolean {
  return (
    desired.some(({ name }) => isSameName(name, found.name)) ||
    existing.some(name => isSameName(name, found.name)) ||
    isOwnedBy(readMark(found.description).owner, owner)
  );
}
