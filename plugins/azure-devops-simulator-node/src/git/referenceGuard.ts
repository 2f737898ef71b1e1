import { packetLine, packetsOf } from './packetLines';

/** A variable of the environment of a push; names of references have no blanks. */
const guardedVariable = 'SIMULATOR_GUARDED_REFERENCES';

/**
 * Git's `update` hook, asked once for each reference of a push. References
 * below refs/pull are the simulator's own.
 */
export const updateHook = `#!/bin/sh
case "$1" in
  refs/pull/*) exit 1 ;;
esac
case " $${guardedVariable} " in
  *" $1 "*) exit 1 ;;
esac
exit 0
`;

/** Tells the hook of a push which references it may not move. */
export function guardEnvironment(
  names: readonly string[],
): Readonly<Record<string, string>> {
  return { [guardedVariable]: names.join(' ') };
}

const declined = /^ng (\S+) hook declined\n?$/;

function withReason(line: Buffer, reasonOf: (name: string) => string): Buffer {
  const match = declined.exec(line.toString('utf8'));
  return match ? Buffer.from(`ng ${match[1]} ${reasonOf(match[1])}\n`) : line;
}

const flush = Buffer.from('0000');
const dataBand = 1;
const lastBand = 3;
const longestData = 65_000;

function banded(data: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < data.length; at += longestData) {
    const part = data.subarray(at, at + longestData);
    parts.push(packetLine(Buffer.concat([Buffer.from([dataBand]), part])));
  }
  return parts;
}

/**
 * The answer of receive-pack with Azure DevOps' reasons instead of git's
 * "hook declined", inside the side band if the client uses one.
 */
export function explainRefusals(
  body: Buffer,
  reasonOf: (name: string) => string,
): Buffer {
  if (!body.includes('hook declined')) {
    return body;
  }
  const explain = (bytes: Buffer) =>
    packetsOf(bytes).map(line => packetLine(withReason(line, reasonOf)));
  const outer = packetsOf(body);
  if (!outer.every(packet => packet[0] <= lastBand)) {
    return Buffer.concat([...explain(body), flush]);
  }
  const report = Buffer.concat(
    outer
      .filter(packet => packet[0] === dataBand)
      .map(packet => packet.subarray(1)),
  );
  return Buffer.concat([
    ...outer.filter(packet => packet[0] !== dataBand).map(packetLine),
    ...banded(Buffer.concat([...explain(report), flush])),
    flush,
  ]);
}
