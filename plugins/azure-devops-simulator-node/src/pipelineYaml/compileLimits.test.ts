import { sourceOf } from './cases/CompileCase';
import { compilePipeline } from './compilePipeline';
import { describeProblem } from './PipelineSource';

const main = 'azure-pipelines.yml';

async function problemsOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const result = await compilePipeline({
    source: sourceOf({ ...files, [main]: text }),
    path: main,
    parameters: {},
    variables: {},
  });
  return result.kind === 'invalid' ? result.problems.map(describeProblem) : [];
}

/** Milliseconds that a hostile file may take on a busy machine. */
const patience = 5_000;

describe('a hostile pipeline file', () => {
  const loop = (depth: number) =>
    `${Array.from(
      { length: depth },
      (_, level) =>
        `${'  '.repeat(level)}- \${{ each x${level} in parameters.many }}:\n`,
    ).join('')}${'  '.repeat(depth)}- script: a\n`;
  const many = `parameters:
- name: many
  type: object
  default: [${Array.from({ length: 200 }, (_, index) => index).join(', ')}]
`;

  it.each([
    [
      'doubles itself through aliases',
      `a: &a [x]\n${Array.from(
        { length: 30 },
        (_, index) => `b${index}: &b${index} [*a, *a]\n`,
      ).join('')}steps: []\n`,
      "Anchors are not currently supported. Remove the anchor 'a'",
    ],
    [
      'nests lists in brackets',
      `steps: ${'['.repeat(100_000)}`,
      'Maximum object depth exceeded',
    ],
    [
      'nests lists by dashes',
      `steps:\n${'- '.repeat(100_000)}a\n`,
      'Maximum object depth exceeded',
    ],
    [
      'nests mappings by indentation',
      `steps:\n${Array.from(
        { length: 1_000 },
        (_, level) => `${' '.repeat(level + 1)}a:\n`,
      ).join('')}`,
      'Maximum object depth exceeded',
    ],
    [
      'has five megabytes',
      `steps:\n${'- script: a\n'.repeat(450_000)}`,
      'Maximum file size exceeded',
    ],
    [
      'repeats loops within loops',
      `${many}steps:\n${loop(4)}`,
      'Maximum object size exceeded',
    ],
    [
      'repeats loops that insert nothing',
      `${many}steps:\n${loop(5).replace(
        '- script: a',
        '- ${{ if false }}:\n            - script: a',
      )}`,
      'Maximum object size exceeded',
    ],
  ])('that %s is refused soon', async (_title, text, message) => {
    const start = performance.now();
    const problems = await problemsOf(text);
    expect(problems.join('\n')).toContain(message);
    expect(performance.now() - start).toBeLessThan(patience);
  });

  it('that grows through templates is refused soon', async () => {
    const start = performance.now();

    const problems = await problemsOf('steps:\n- template: a.yml\n', {
      'a.yml': `parameters:
- name: text
  default: xxxxxxxx
steps:
- template: a.yml
  parameters: { text: '\${{ parameters.text }}\${{ parameters.text }}' }
`,
    });
    expect(problems.join('\n')).toMatch(
      /Maximum object size exceeded|nesting depth/,
    );
    expect(performance.now() - start).toBeLessThan(patience);
  });

  it('that includes itself twice is refused soon', async () => {
    const start = performance.now();
    const twice = 'steps:\n- template: a.yml\n- template: a.yml\n';
    const problems = await problemsOf(twice, { 'a.yml': twice });
    expect(problems).toEqual([
      '/a.yml (Line: 2, Col: 13): The maximum template nesting depth of 100 has been exceeded',
    ]);
    expect(performance.now() - start).toBeLessThan(patience);
  });

  it('with thousands of mistakes tells of no more than a hundred', async () => {
    const problems = await problemsOf(`steps:\n${'- nope: a\n'.repeat(5_000)}`);
    expect(problems).toHaveLength(100);
  });
});
