import { ExpressionContext } from '../ExpressionContext';
import { ExpressionValue } from '../ExpressionValue';

const values: ReadonlyMap<string, ExpressionValue> = new Map<
  string,
  ExpressionValue
>([
  [
    'variables',
    {
      letters: 'ABC',
      numbers: '123',
      empty: '',
      'Build.SourceBranch': 'refs/heads/main',
      version: '1.10.2',
    },
  ],
  [
    'parameters',
    {
      enabled: true,
      count: 3,
      nothing: null,
      list: ['a', 'b', 'c'],
      mixed: [1, 'two', true, null, { id: 1 }],
      object: { first: 'One', second: 2 },
      empty: [],
      emptyObject: {},
      deep: { names: [{ name: 'x' }, { name: 'y' }] },
    },
  ],
  [
    'foo',
    [
      { id: 1, a: 'avalue1', tags: ['x', 'y'] },
      { id: 2, a: 'avalue2', tags: ['z'] },
      { id: 3, a: 'avalue3' },
    ],
  ],
  [
    'dependencies',
    {
      A: { result: 'Succeeded', outputs: { 'printvar.skip': 'true' } },
      B: { result: 'Skipped', outputs: {} },
    },
  ],
  ['pipeline', { startTime: new Date('2026-03-07T09:05:04.068Z') }],
]);

/** What the expressions of the cases can see. */
export const caseContext: ExpressionContext = {
  lookUp: name => values.get(name.toLowerCase()),
  functions: {
    always: () => true,
    canceled: () => false,
    succeeded: jobs => jobs.every(job => job === 'A'),
    failed: jobs => jobs.includes('C'),
    succeededOrFailed: () => true,
    counter: ([prefix = null, seed = null]) => `${prefix}/${seed}`,
  },
};
