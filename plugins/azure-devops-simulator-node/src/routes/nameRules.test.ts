import { type NamedResource, nameProblem } from './nameRules';

const limits: ReadonlyArray<readonly [NamedResource, number]> = [
  ['project', 64],
  ['repository', 64],
  ['team', 64],
  ['environment', 128],
  ['agentQueue', 128],
  ['serviceConnection', 255],
  ['secureFile', 255],
  ['variableGroup', 255],
  ['pipeline', 260],
];

describe('the rules for names', () => {
  it.each(limits)(
    'let the name of the kind %s have %i characters, and refuse one more with both figures',
    (resource, longest) => {
      expect(nameProblem(resource, 'x'.repeat(longest))).toBeUndefined();
      expect(nameProblem(resource, 'x'.repeat(longest + 1))).toBe(
        `it has ${longest + 1} characters, and at most ${longest} are allowed`,
      );
    },
  );

  it.each(limits)(
    'refuse the kind %s with a name that is missing, empty, padded or holds a control character',
    resource => {
      expect(nameProblem(resource, undefined)).toBe('the name is empty');
      expect(nameProblem(resource, '  ')).toBe('the name is empty');
      expect(nameProblem(resource, ' churn')).toMatch(/starts or ends/);
      expect(nameProblem(resource, 'churn\u0007')).toMatch(/control character/);
      expect(nameProblem(resource, 'churn\ud83d')).toMatch(/half a character/);
    },
  );

  it('refuse the names that the servers keep for themselves, where an address is made of them', () => {
    for (const name of ['CON', 'com1', 'App_Code', 'web']) {
      expect(nameProblem('repository', name)).toBe('the name is reserved');
      expect(nameProblem('variableGroup', name)).toBeUndefined();
    }
  });
});
