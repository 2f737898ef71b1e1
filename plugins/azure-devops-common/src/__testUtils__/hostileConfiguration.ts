/** Random numbers that are the same in every run, from 0 up to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    // A linear congruential generator: any spread will do here.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) % 4_294_967_296;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** Texts that have broken a parser, a file system, a terminal or a table. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '../../etc/passwd',
  '..\\..\\windows',
  '/etc/passwd.yml',
  'a\n/../../b.yml',
  'a\r\nb',
  '\u0000',
  '\u001b[31mred',
  '\u202Eyml.ic',
  '\u2028',
  '\uD800',
  '😀',
  'é'.normalize('NFD'),
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '<script>alert(1)</script>',
  '| a | b |\n| --- | --- |',
  '${{ secrets.token }}',
  '$(token)',
  '[azure-mlops: other/project]',
  "'; DROP TABLE tasks; --",
  '%2e%2e%2f',
  'refs/heads/main',
  'main',
  'churn-model-ci',
  'Churn-Model-CI',
  'x'.repeat(10_000),
  'a/'.repeat(5_000),
  `${'a'.repeat(5_000)}!`,
  '[[[[[[',
  '1e999',
  'NaN',
  'null',
  '~',
];

const HOSTILE_VALUES: readonly unknown[] = [
  ...HOSTILE_TEXTS,
  null,
  undefined,
  true,
  0,
  -1,
  1,
  2 ** 53,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n ** 30n,
  new Date(0),
  new Date(Number.NaN),
  Buffer.from('binary'),
  new Map([['version', 1]]),
  new Set([1]),
  Symbol('hostile'),
  () => 'called',
  Object.create(null),
  [],
  [[]],
  {},
  JSON.parse('{"__proto__": {"polluted": true}}'),
  JSON.parse('{"constructor": {"prototype": {"polluted": true}}}'),
  nest(400),
];

function nest(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) {
    value = level % 2 === 0 ? [value] : { nested: value };
  }
  return value;
}

/** Does one to four hostile things to a copy of a configuration. */
export function spoil(configuration: unknown, random: () => number): unknown {
  const times = 1 + Math.floor(random() * 4);
  return Array.from({ length: times }).reduce(
    value => spoilOnce(value, random),
    configuration,
  );
}

function spoilOnce(value: unknown, random: () => number): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.1) {
    return pick(HOSTILE_VALUES, random);
  }
  return Array.isArray(value)
    ? spoilList(value, random)
    : spoilGroup(value, random);
}

function spoilList(list: readonly unknown[], random: () => number): unknown {
  const index = Math.floor(random() * list.length);
  return random() < 0.2
    ? [...list, list[index]]
    : list.map((entry, at) =>
        at === index ? spoilOnce(entry, random) : entry,
      );
}

function spoilGroup(group: object, random: () => number): unknown {
  const entries = Object.entries(group);
  const chance = random();
  if (chance < 0.15) {
    const key = pick(HOSTILE_TEXTS, random);
    return defineAll([...entries, [key, spoilOnce('', random)]]);
  }
  const index = Math.floor(random() * entries.length);
  return defineAll(
    chance < 0.25
      ? entries.filter((_, at) => at !== index)
      : entries.map(([key, value], at) => [
          key,
          at === index ? spoilOnce(value, random) : value,
        ]),
  );
}

function pick<Value>(values: readonly Value[], random: () => number): Value {
  return values[Math.floor(random() * values.length)];
}

/** Defines properties, `__proto__` too, where an assignment would not. */
function defineAll(entries: readonly (readonly [string, unknown])[]): object {
  const group = {};
  for (const [key, value] of entries) {
    Object.defineProperty(group, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  return group;
}
