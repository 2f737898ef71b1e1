import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/**
 * Longest list of descriptors in one address. Windows' http.sys takes 16 KB
 * for the address and all headers of a request together, and a bearer token is
 * several of them.
 */
const LONGEST_LIST = 6000;

/** A user or group as the service describes it. @public */
export interface Identity {
  /** Storage key. */
  readonly id: string;
  /** Which permissions name the identity by. */
  readonly descriptor?: string;
  readonly providerDisplayName?: string;
  readonly customDisplayName?: string;
  /** Absent or true unless it has been disabled or removed. */
  readonly isActive?: boolean;
  readonly isContainer?: boolean;
  /** Which the graph's memberships take. */
  readonly subjectDescriptor?: string;
  /** Descriptors of the members of a group, when they were asked for. */
  readonly members?: readonly string[];
  readonly properties?: Readonly<
    Record<string, { readonly $value?: unknown } | undefined>
  >;
}

/** Users and groups of the organization. @public */
export class IdentitiesApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /**
   * Users with this e-mail address or unique name, and groups with this full
   * name, those that have been disabled included.
   *
   * The service's search is generous, so only exact matches are returned.
   */
  async find(name: string): Promise<readonly Identity[]> {
    const candidates = await this.read({
      searchFilter: 'General',
      filterValue: name,
      queryMembership: 'None',
    });
    return candidates.filter(candidate => isNamed(candidate, name));
  }

  /** Identities by the descriptors that permissions and lists of members hold; those that are gone are left out. */
  async findByDescriptors(
    descriptors: readonly string[],
  ): Promise<readonly Identity[]> {
    return this.readInParts(descriptors, part => ({ descriptors: part }));
  }

  /** Groups by the graph's descriptors, with their direct members. */
  async findGroupsWithMembers(
    subjectDescriptors: readonly string[],
  ): Promise<readonly Identity[]> {
    return this.readInParts(subjectDescriptors, part => ({
      subjectDescriptors: part,
      queryMembership: 'Direct',
    }));
  }

  private async readInParts(
    keys: readonly string[],
    queryOf: (part: string) => Readonly<Record<string, string>>,
  ): Promise<readonly Identity[]> {
    const parts = await Promise.all(
      splitByLength(keys).map(part => this.read(queryOf(part.join(',')))),
    );
    return parts.flat();
  }

  private async read(
    query: Readonly<Record<string, string>>,
  ): Promise<readonly Identity[]> {
    const found: Identity[] = [];
    const identities = this.transport.list<Identity | null>({
      area: 'identities',
      service: 'identity',
      path: ['_apis', 'identities'],
      apiVersion: API_VERSION,
      query,
    });
    for await (const identity of identities) {
      // Where nothing is found the service lists a null.
      if (identity !== null) {
        found.push(identity);
      }
    }
    return found;
  }
}

/** Parts that are each short enough for one address. */
function splitByLength(
  keys: readonly string[],
): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let length = LONGEST_LIST;
  for (const key of new Set(keys)) {
    const added = encodeURIComponent(`${key},`).length;
    if (length + added > LONGEST_LIST) {
      parts.push([]);
      length = 0;
    }
    parts[parts.length - 1].push(key);
    length += added;
  }
  return parts;
}

function isNamed(identity: Identity, name: string): boolean {
  const read = (property: string) =>
    String(identity.properties?.[property]?.$value ?? '').toLowerCase();
  const isGroup =
    identity.isContainer === true || read('SchemaClassName') === 'group';
  const names = isGroup
    ? [(identity.providerDisplayName ?? '').toLowerCase()]
    : [read('Account'), read('Mail')];
  return names.includes(name.toLowerCase());
}
