import type { ResourceChange } from '@azure-mlops/backstage-plugin-azure-devops-common';

/** Names of the fields that a change writes. */
export function fieldNamesOf(change: ResourceChange): readonly string[] {
  return 'fields' in change ? change.fields.map(({ field }) => field) : [];
}
