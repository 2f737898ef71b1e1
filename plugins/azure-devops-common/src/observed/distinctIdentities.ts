import type { ObservedIdentity } from './identity';

/** Each person or group once: two references can stand for the same one. */
export function distinctIdentities(
  identities: readonly ObservedIdentity[],
): readonly ObservedIdentity[] {
  const distinct = new Map<string, ObservedIdentity>();
  for (const identity of identities) {
    const key = keyOf(identity);
    distinct.set(key, distinct.get(key) ?? identity);
  }
  return [...distinct.values()];
}

function keyOf(identity: ObservedIdentity): string {
  return identity.status === 'known'
    ? `id ${identity.id.toLowerCase()}`
    : `group ${identity.group.toLowerCase()}`;
}
