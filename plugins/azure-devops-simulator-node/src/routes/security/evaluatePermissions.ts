import { ApiRequest } from '../../server/ApiRequest';
import { groupIdentity, userIdentity } from '../../wire/identityRef';
import { isUser, Subject } from '../../wire/graphWire';
import { membershipsFrom } from '../identity/memberships';
import { isWithin, listsOf } from './accessControl';
import { SecurityNamespace } from './securityNamespaces';

/** Bits that are allowed and denied in the end. */
export interface EffectivePermissions {
  readonly allow: number;
  readonly deny: number;
}

/**
 * Adds up what a token and those above it say about some identities: what is
 * said nearer wins, and on the same token a denial wins. A token that does not
 * inherit ends the way up.
 */
export function evaluate(
  request: Pick<ApiRequest, 'store' | 'organization'>,
  options: {
    readonly namespace: SecurityNamespace;
    readonly token: string;
    readonly descriptors: readonly string[];
  },
): EffectivePermissions {
  const { namespace, token } = options;
  const wanted = options.descriptors.map(value => value.toLowerCase());
  const nearestFirst = listsOf(request, namespace)
    .filter(record => isWithin(namespace, token, record.token))
    .sort((left, right) => right.token.length - left.token.length);
  let allow = 0;
  let deny = 0;
  for (const record of nearestFirst) {
    const entries = record.entries.filter(({ descriptor }) =>
      wanted.includes(descriptor.toLowerCase()),
    );
    const denied = entries.reduce((bits, entry) => bits | entry.deny, 0);
    const allowed = entries.reduce((bits, entry) => bits | entry.allow, 0);
    deny |= denied & ~allow;
    allow |= allowed & ~deny;
    if (!record.inheritPermissions) {
      break;
    }
  }
  return { allow, deny };
}

/** The descriptor by which access control lists name an identity. */
export function legacyDescriptor(subject: Subject): string {
  return (isUser(subject) ? userIdentity(subject) : groupIdentity(subject))
    .descriptor;
}

/** Whether the caller, by himself or through his groups, is allowed all of the bits. */
export function isAllowed(
  request: Pick<ApiRequest, 'store' | 'organization' | 'user'>,
  options: {
    readonly namespace: SecurityNamespace;
    readonly token: string;
    readonly bits: number;
    /** Every user of the simulator is an administrator. */
    readonly isAdministratorAllowed: boolean;
  },
): boolean {
  const { namespace, token, bits, isAdministratorAllowed } = options;
  if (isAdministratorAllowed) {
    return true;
  }
  const groups = membershipsFrom(request, request.user, {
    direction: 'up',
    depth: Number.MAX_SAFE_INTEGER,
  }).map(({ container }) => container);
  const descriptors = [request.user, ...groups].map(legacyDescriptor);
  const { allow } = evaluate(request, { namespace, token, descriptors });
  return (allow & bits) === bits;
}
