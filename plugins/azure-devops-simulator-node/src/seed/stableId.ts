import { createHash } from 'node:crypto';

/** An id that is the same on every machine: seeded things can be named in tests and documents. */
export function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256')
    .update(parts.join('\n').toLowerCase())
    .digest('hex');
  const variant = ((Number.parseInt(hex[16], 16) % 4) + 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(
    13,
    16,
  )}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The descriptor of a user that comes from Microsoft Entra ID. */
export function userDescriptor(userId: string): string {
  return `aad.${Buffer.from(userId).toString('base64url')}`;
}

/** The security identifier of a group, from which both of its descriptors are made. */
export function groupSid(groupId: string): string {
  const bytes = Buffer.from(groupId.replace(/-/g, ''), 'hex');
  const parts = [0, 4, 8, 12].map(offset => bytes.readUInt32BE(offset));
  return `S-1-9-1551374245-${parts.join('-')}`;
}
