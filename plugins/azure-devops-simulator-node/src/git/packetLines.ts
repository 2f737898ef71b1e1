/** The contents of git's packet lines; flush packets are left out. */
export function packetsOf(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 4), 16);
    if (!Number.isInteger(length)) {
      break;
    }
    if (length > 4) {
      found.push(bytes.subarray(at + 4, at + length));
    }
    at += Math.max(length, 4);
  }
  return found;
}

/** One packet line: four digits of its length, and its content. */
export function packetLine(content: Buffer): Buffer {
  const length = (content.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(length), content]);
}
