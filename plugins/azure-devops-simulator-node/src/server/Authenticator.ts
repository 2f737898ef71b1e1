import { createHash } from 'node:crypto';
import { Store } from '../store/Store';
import { TokenRecord } from '../store/identityRecords';
import { UserRecord } from '../store/records';

/** How a request presented itself. */
export type Authentication =
  | { readonly outcome: 'none' }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'expired' }
  | {
      readonly outcome: 'accepted';
      readonly user: UserRecord;
      readonly access: TokenRecord['access'];
      /** Absent: the token is not bound to scopes. */
      readonly scopes?: readonly string[];
    };

/** The form in which tokens are stored. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function tokensIn(header: string): readonly string[] {
  const [scheme, value = ''] = header.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') {
    return [value];
  }
  if (scheme.toLowerCase() !== 'basic') {
    return [];
  }
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  // The token is the password; git and some tools send it as the user name with an empty password.
  return colon < 0
    ? [decoded]
    : [decoded.slice(colon + 1), decoded.slice(0, colon)];
}

/** Recognises users by their personal access token, sent as Basic or Bearer. */
export class Authenticator {
  readonly #store: Store;
  readonly #now: () => Date;

  constructor(options: { readonly store: Store; readonly now: () => Date }) {
    this.#store = options.store;
    this.#now = options.now;
  }

  authenticate(header: string | undefined): Authentication {
    if (!header) {
      return { outcome: 'none' };
    }
    for (const token of tokensIn(header).filter(Boolean)) {
      const record = this.#store.get('token', tokenDigest(token));
      const user = record && this.#store.get('user', record.userId);
      if (record && user) {
        const isExpired =
          record.expires !== undefined &&
          new Date(record.expires) <= this.#now();
        return isExpired
          ? { outcome: 'expired' }
          : {
              outcome: 'accepted',
              user,
              access: record.access,
              ...(record.scopes && { scopes: record.scopes }),
            };
      }
    }
    return { outcome: 'unknown' };
  }
}
