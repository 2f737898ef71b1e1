import { gitPermissionMissing } from '../errors/gitErrors';
import { notAuthorized } from '../errors/requestErrors';
import { Authentication } from './Authenticator';
import { Route } from './Route';
import { scopesAllow, scopesFor } from './tokenScopes';

type Accepted = Extract<Authentication, { readonly outcome: 'accepted' }>;

/** Refuses an operation that the scopes of the token do not cover. */
export function requireScope(route: Route, authentication: Accepted): void {
  if (
    authentication.scopes &&
    !scopesAllow(authentication.scopes, scopesFor(route))
  ) {
    throw notAuthorized(authentication.user.id);
  }
}

/**
 * The same for git, where 401 would make the client ask for a password: a
 * refusal is 403 with the permission that is missing (assumed).
 */
export function requireGitScope(
  authentication: Accepted,
  isPush: boolean,
): void {
  const wanted = isPush ? 'vso.code_write' : 'vso.code';
  const isRefused = authentication.scopes
    ? !scopesAllow(authentication.scopes, [wanted])
    : isPush && authentication.access === 'read';
  if (isRefused) {
    throw gitPermissionMissing(
      authentication.user.displayName,
      isPush ? 'GenericContribute' : 'GenericRead',
    );
  }
}
