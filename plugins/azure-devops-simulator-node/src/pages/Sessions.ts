import { createHash, timingSafeEqual } from 'node:crypto';
import { TokenRecord } from '../store/identityRecords';
import { Store } from '../store/Store';
import { Session } from './Reader';

interface Entry {
  readonly tokenId: string;
  readonly formToken: string;
  readonly expires: number;
}

export const sessionSeconds = 8 * 60 * 60;
const mostSessions = 1000;

const digest = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** Compares secrets in a time that gives nothing away. */
export function isSameSecret(left: string, right: string): boolean {
  return timingSafeEqual(
    Buffer.from(digest(left), 'hex'),
    Buffer.from(digest(right), 'hex'),
  );
}

/**
 * Who has signed in to the pages. It lives in memory and knows only digests:
 * neither the token nor the id in the cookie can be read from it. A session
 * ends with its time, with its token, and with the simulator.
 */
export class Sessions {
  readonly #entries = new Map<string, Entry>();
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #secret: () => string;

  constructor(options: {
    readonly store: Store;
    readonly now: () => Date;
    /** A text that nobody can guess. */
    readonly secret: () => string;
  }) {
    this.#store = options.store;
    this.#now = options.now;
    this.#secret = options.secret;
  }

  /** Starts a session and gives its id, for the cookie. */
  start(tokenId: string): string {
    const id = this.#secret();
    this.#entries.set(digest(id), {
      tokenId,
      formToken: this.#secret(),
      expires: this.#now().getTime() + sessionSeconds * 1000,
    });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > mostSessions) {
      this.#entries.delete(oldest);
    }
    return id;
  }

  find(id: string): Session | undefined {
    const entry = this.#entries.get(digest(id));
    const token = entry && this.#validToken(entry);
    const user = token && this.#store.get('user', token.userId);
    if (!entry || !token || !user) {
      this.#entries.delete(digest(id));
      return undefined;
    }
    const { access, scopes } = token;
    return {
      authentication: {
        outcome: 'accepted',
        user,
        access,
        ...(scopes && { scopes }),
      },
      formToken: entry.formToken,
    };
  }

  end(id: string): void {
    this.#entries.delete(digest(id));
  }

  /** A token may be withdrawn or expire while somebody is signed in with it. */
  #validToken(entry: Entry): TokenRecord | undefined {
    const now = this.#now().getTime();
    const token = this.#store.get('token', entry.tokenId);
    const isExpired =
      token?.expires !== undefined && Date.parse(token.expires) <= now;
    return entry.expires > now && !isExpired ? token : undefined;
  }
}
