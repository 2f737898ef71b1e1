import { SeededRandom } from './SeededRandom';

/** Texts that have broken servers before, as they stand in an address. */
const hostileTexts: readonly string[] = [
  '..',
  '.',
  '%2e%2e',
  '..%2f..%2f..%2fetc%2fpasswd',
  '../../../../etc/passwd',
  '%00',
  'a%00b',
  '%',
  '%zz',
  '%ff%fe',
  '%c0%ae%c0%ae',
  '%ED%A0%80',
  '%F0%9F%92%A5',
  '%0d%0ax-injected:%201',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '-1',
  '0',
  '1e3',
  '1.5',
  '99999999999999999999',
  'NaN',
  'null',
  'undefined',
  'true',
  '%7B%7D',
  '%5B%5D',
  '--help',
  '--output=x',
  '-c',
  'HEAD~1',
  'HEAD%5E%7B%2Fx%7D',
  '@%7B-1%7D',
  ':/',
  '*',
  '%5Ba',
  '(',
  '%5C',
  '%5C..%5C..',
  '%20',
  '+',
  '%27%3B%20DROP%20TABLE%20records%3B--',
  '%3Cscript%3E',
  '00000000-0000-0000-0000-000000000000',
  '0000000000000000000000000000000000000000',
  'machine-learning',
];

/** A piece of an address: percent-encoded, more or less. */
export function hostileText(random: SeededRandom): string {
  if (random.chance(0.03)) {
    return random.pick(['a', '%41', '/', '%2e%2e/']).repeat(random.below(2000));
  }
  return random.pick(hostileTexts);
}

function nested(random: SeededRandom): unknown {
  const depth = random.pick([10, 200, 20_000]);
  return `nested:${depth}`;
}

/** A value of any type, also of those that nobody expects. */
export function hostileValue(random: SeededRandom): unknown {
  const values: readonly (() => unknown)[] = [
    () => null,
    () => true,
    () => 0,
    () => -1,
    () => 1.5,
    () => 1e308,
    () => Number.MAX_SAFE_INTEGER,
    () => '',
    () => ' ',
    () => '\0',
    () => '\ud800',
    () => '\r\n',
    () => 'x'.repeat(random.below(5000)),
    () => decodeSafely(hostileText(random)),
    () => [],
    () => [null],
    () => [[]],
    () => ({}),
    () => ({ id: null, name: [] }),
    () => JSON.parse('{"__proto__": {"isAdmin": true}}'),
    () => ({ constructor: { prototype: {} } }),
    () => '2020-13-45T99:99:99Z',
    () => nested(random),
  ];
  return random.pick(values)();
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Branch = Record<string, unknown> | unknown[];

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}

/** A copy in which one or a few values, at any depth, are not what they should be. */
export function distorted(value: unknown, random: SeededRandom): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value ?? null));
  let place: Branch = [copy];
  let key: string | number = 0;
  for (;;) {
    const inner: unknown = Array.isArray(place)
      ? place[Number(key)]
      : place[key];
    if (
      !isBranch(inner) ||
      Object.keys(inner).length === 0 ||
      random.chance(0.2)
    ) {
      break;
    }
    place = inner;
    key = random.pick(Object.keys(inner));
  }
  if (random.chance(0.25) && !Array.isArray(place)) {
    delete place[key];
  } else if (Array.isArray(place)) {
    place[Number(key)] = hostileValue(random);
  } else {
    place[key] = hostileValue(random);
  }
  return key === 0 && Array.isArray(place) && !isBranch(copy)
    ? hostileValue(random)
    : copy;
}

/** JSON that is not quite JSON, and some that is deeper than anybody needs. */
export function hostileBody(value: unknown, random: SeededRandom): Buffer {
  const text = (JSON.stringify(value) ?? '').replace(
    /"nested:(\d+)"/g,
    (_match, depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`,
  );
  const bytes = Buffer.from(text);
  switch (random.below(12)) {
    case 0:
      return bytes.subarray(0, random.below(bytes.length + 1));
    case 1:
      return Buffer.concat([bytes, random.bytes(5)]);
    case 2:
      return random.bytes(random.below(200));
    case 3: {
      const flipped = Buffer.from(bytes);
      if (flipped.length > 0) {
        flipped[random.below(flipped.length)] = random.below(256);
      }
      return flipped;
    }
    case 4:
      return Buffer.concat([Buffer.from('\ufeff'), bytes]);
    default:
      return bytes;
  }
}
