import { OrganizationRecord } from '../store/records';
import { Store } from '../store/Store';

/** What the wire shapes need to know about the request; an `ApiRequest` is one. */
export interface WireContext {
  readonly baseUrl: string;
  readonly organization: OrganizationRecord;
  readonly store: Store;
}

/** A URL below the organization; every segment is encoded. */
export function urlOf(
  context: WireContext,
  ...segments: readonly string[]
): string {
  return [context.baseUrl, context.organization.name, ...segments]
    .map((segment, index) =>
      index === 0
        ? segment
        : segment.split('/').map(encodeURIComponent).join('/'),
    )
    .join('/');
}
