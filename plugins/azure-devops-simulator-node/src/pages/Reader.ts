import { Authentication } from '../server/Authenticator';

/** Somebody who has signed in, with what the token allows. */
export interface Session {
  readonly authentication: Extract<
    Authentication,
    { readonly outcome: 'accepted' }
  >;
  /** Stands in every form, so that only forms of these pages are taken. */
  readonly formToken: string;
}

/** Who reads a page, and where. */
export interface Reader {
  /** Path and query of the page, to come back to after signing in. */
  readonly address: string;
  readonly session?: Session;
}

/** Whether forms make sense for somebody; the operations themselves decide about each. */
export function mayChange(session: Session): boolean {
  return session.authentication.access !== 'read';
}
