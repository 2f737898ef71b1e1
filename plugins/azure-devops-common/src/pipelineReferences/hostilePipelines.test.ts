import { describeConfigurationProblem } from '../desiredState/configurationProblem';
import { KNOWN, ROOT, STAGES } from './__testUtils__/findInYaml';
import { findPipelineReferences } from './findPipelineReferences';
import type { PipelineFile } from './PipelineReferences';

const KEYS = [
  'parameters',
  'variables',
  'stages',
  'jobs',
  'steps',
  'template',
  'extends',
  'pool',
  'environment',
  'deployment',
  'strategy',
  'runOnce',
  'deploy',
  'on',
  'inputs',
  'azureSubscription',
  'group',
  'name',
  'value',
  'values',
  'default',
  'resources',
  'containers',
  'endpoint',
  '__proto__',
  'constructor',
  '${{ if eq(1, 1) }}',
  '${{ else }}',
  '${{ each x in parameters.a }}',
  '${{ each x in x }}',
  '${{ insert }}',
  '${{ parameters.a }}',
  '${{',
];

const LEAVES = [
  null,
  true,
  0,
  -1.5,
  10n,
  '',
  'a',
  'churn-dev',
  'azure-dev.x',
  'root.yml',
  '../x.yml',
  'a@b',
  '$(a)',
  '$(a)$(b)',
  '$[ x ]',
  '${{ parameters.a }}',
  '${{ variables.constructor }}',
  '${{ x.__proto__.y }}',
  "${{ format('{0}{1}', parameters.a) }}",
  "${{ split(x, '') }}",
  "${{ join(',', parameters.a) }}",
  `\${{ ${'('.repeat(5000)} }}`,
  `\${{ ${'a['.repeat(600)} }}`,
  'x'.repeat(10_000),
  new Date(0),
  undefined,
];

/** The same numbers for the same seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function createContent(
  random: (below: number) => number,
  depth: number,
): unknown {
  const kind = depth > 6 ? 0 : random(5);
  if (kind === 0) {
    return LEAVES[random(LEAVES.length)];
  }
  const parts = Array.from({ length: 1 + random(4) }, () =>
    createContent(random, depth + 1),
  );
  return kind === 1
    ? parts
    : Object.fromEntries(parts.map(part => [KEYS[random(KEYS.length)], part]));
}

describe('a hostile pipeline', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is read to its end, with problems of a bearable length (seed %d)',
    seed => {
      const random = createRandom(seed);
      for (let round = 0; round < 250; round++) {
        const files = new Map(
          [ROOT, 'azure_pipelines/a', 'x.yml'].map(
            (file): [string, PipelineFile] => [
              file,
              { status: 'read', content: createContent(random, 0) },
            ],
          ),
        );
        const { references, problems } = findPipelineReferences({
          pipeline: {
            file: ROOT,
            variables: { b: '$(a)' },
            settable: ['b'],
            queue: 'gpu',
          },
          files,
          known: KNOWN,
          environments: STAGES,
        });
        for (const { resource } of references) {
          const { kind, name } = resource;
          expect(kind === 'agent-queue' || KNOWN[kind].includes(name)).toBe(
            true,
          );
        }
        for (const problem of problems) {
          expect(describeConfigurationProblem(problem).length).toBeLessThan(
            2000,
          );
        }
      }
    },
  );

  it('takes the name of a property of every object for a name like any other', () => {
    const { references, unknown } = findPipelineReferences({
      pipeline: { file: ROOT, variables: {}, settable: [], queue: undefined },
      files: new Map([
        [
          ROOT,
          {
            status: 'read',
            content: { variables: [{ group: '__proto__' }] },
          },
        ],
      ]),
      known: KNOWN,
      environments: STAGES,
    });
    expect(references).toEqual([]);
    expect(unknown.map(({ resource }) => resource.name)).toEqual(['__proto__']);
  });
});
