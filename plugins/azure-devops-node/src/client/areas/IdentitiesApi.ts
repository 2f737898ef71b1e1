import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A user or group as the service describes it. @public */
export interface Identity {
  readonly id: string;
  readonly providerDisplayName?: string;
  readonly customDisplayName?: string;
  readonly isActive?: boolean;
  readonly isContainer?: boolean;
  /** Which the graph's memberships take. */
  readonly subjectDescriptor?: string;
  readonly properties?: Readonly<
    Record<string, { readonly $value?: unknown } | undefined>
  >;
}

/** Users and groups of the organization. @public */
export class IdentitiesApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /**
   * Users with this e-mail address or unique name, and groups with this name.
   *
   * The service's search is generous, so only exact matches are returned.
   */
  async find(name: string): Promise<readonly Identity[]> {
    const found: Identity[] = [];
    const candidates = this.transport.list<Identity | null>({
      area: 'identities',
      service: 'identity',
      path: ['_apis', 'identities'],
      apiVersion: API_VERSION,
      query: {
        searchFilter: 'General',
        filterValue: name,
        queryMembership: 'None',
      },
    });
    for await (const candidate of candidates) {
      // Where nothing is found the service may list a null.
      if (candidate !== null && isNamed(candidate, name)) {
        found.push(candidate);
      }
    }
    return found;
  }
}

function isNamed(identity: Identity, name: string): boolean {
  const read = (property: string) =>
    String(identity.properties?.[property]?.$value ?? '').toLowerCase();
  const isGroup =
    identity.isContainer === true || read('SchemaClassName') === 'group';
  const names = isGroup
    ? [(identity.providerDisplayName ?? '').toLowerCase()]
    : [read('Account'), read('Mail')];
  return identity.isActive !== false && names.includes(name.toLowerCase());
}
