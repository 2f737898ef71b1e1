/** The data lines of a stream of packet lines; flush and delimiter packets are left out. */
function* packets(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 4), 16);
    if (!Number.isInteger(length)) {
      return;
    }
    if (length > 4) {
      yield bytes.subarray(at + 4, at + length);
    }
    at += Math.max(length, 4);
  }
}

const dataBand = 1;
const lastBand = 3;

/** What receive-pack reports, taken out of the side band if it uses one. */
function reportLines(body: Buffer): readonly string[] {
  const outer = [...packets(body)];
  const isBanded = outer.some(packet => packet[0] <= lastBand);
  const inner = isBanded
    ? [
        ...packets(
          Buffer.concat(
            outer
              .filter(packet => packet[0] === dataBand)
              .map(packet => packet.subarray(1)),
          ),
        ),
      ]
    : outer;
  return inner.map(packet => packet.toString('utf8').trimEnd());
}

/**
 * The references that git says it has moved, read from the answer of
 * receive-pack; undefined if the client asked for no report.
 */
export function acceptedReferences(
  body: Buffer,
): ReadonlySet<string> | undefined {
  const lines = reportLines(body);
  if (!lines.some(line => line.startsWith('unpack '))) {
    return undefined;
  }
  return new Set(
    lines.filter(line => line.startsWith('ok ')).map(line => line.slice(3)),
  );
}
