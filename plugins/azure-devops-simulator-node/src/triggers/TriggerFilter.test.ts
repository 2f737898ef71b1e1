import { passesBranches, passesPath, passesTags } from './TriggerFilter';

const filter = (
  include: readonly string[],
  exclude: readonly string[] = [],
) => ({
  include,
  exclude,
});

describe('the branches of a trigger', () => {
  it.each([
    ['main', [['main'], []], true],
    ['main', [['refs/heads/main'], []], true],
    ['feature/a/b', [['feature/*'], []], true],
    ['feature', [['feature/*'], []], false],
    ['v1', [['v?'], []], true],
    ['v10', [['v?'], []], false],
    ['a.b', [['a+b'], []], false],
    ['release/old', [['release/*'], ['release/old*']], false],
    ['anything', [[], ['main']], true],
    ['main', [[], ['main']], false],
    ['main', [[], []], false],
    ['Main', [['main'], []], false],
  ] as const)('let %s pass %j: %s', (name, [include, exclude], expected) => {
    const reference = `refs/heads/${name}`;
    expect(passesBranches(filter(include, exclude), reference)).toBe(expected);
  });

  it('name tags by their full names', () => {
    expect(passesTags(filter(['v*']), 'refs/tags/v1')).toBe(true);
    expect(passesTags(filter(['refs/tags/v1']), 'refs/tags/v1')).toBe(true);
    expect(passesTags(filter(['v*'], ['v1']), 'refs/tags/v1')).toBe(false);
  });
});

describe('the paths of a trigger', () => {
  it.each([
    ['docs/a.md', [['docs'], []], true],
    ['docs/a.md', [['docs/'], []], true],
    ['/docs/a.md'.slice(1), [['/docs/*'], []], true],
    ['Docs/a.md', [['docs'], []], false],
    ['docs2/a.md', [['docs'], []], false],
    ['src/a/b.py', [['*.py'], []], true],
    ['src/a.py', [[], ['docs']], true],
    ['docs/a.md', [[], ['docs']], false],
    ['docs/README.md', [['docs/*'], ['docs/README.md']], false],
    ['tools/run/a', [['tools/run'], ['tools']], true],
    ['tools/a', [['tools/run'], ['tools']], false],
    ['tools/a', [['tools'], ['tools']], false],
    ['a', [['*'], []], true],
    ['a', [['/'], []], true],
  ] as const)('let %s pass %j: %s', (path, [include, exclude], expected) => {
    expect(passesPath(filter(include, exclude), path)).toBe(expected);
  });
});
