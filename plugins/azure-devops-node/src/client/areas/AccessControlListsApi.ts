import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** What one identity is allowed and denied, as bits of a security namespace. @public */
export interface AccessControlEntry {
  /** The identity's own descriptor, not the graph's. */
  readonly descriptor: string;
  readonly allow?: number;
  readonly deny?: number;
}

/** The permissions that have been set on what a token stands for. @public */
export interface AccessControlList {
  readonly token: string;
  readonly acesDictionary?: Readonly<Record<string, AccessControlEntry>>;
}

/** Permissions by security namespace and token. @public */
export class AccessControlListsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** The lists of a token and of every token below it, in one call. */
  listBelow(options: {
    readonly namespaceId: string;
    readonly token: string;
  }): AsyncIterable<AccessControlList> {
    return this.transport.list<AccessControlList>({
      area: 'permissions',
      path: ['_apis', 'accesscontrollists', options.namespaceId],
      apiVersion: API_VERSION,
      query: {
        token: options.token,
        recurse: 'true',
        includeExtendedInfo: 'false',
      },
    });
  }
}
