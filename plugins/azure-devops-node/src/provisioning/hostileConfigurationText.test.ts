import {
  describeConfigurationProblem,
  DesiredStateError,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { promises as fileSystem } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseConfigurationText } from './configurationText';
import { readDesiredState } from './readDesiredState';

const PROJECT = `version: 1
project: churn-model
branch_policies:
  - branch: main
    minimum_reviewers: { count: 1 }
pipelines:
  folder: churn-model
  default_branch: main
  definitions:
    - name: churn-model-ci
      yaml: azure_pipelines/ci.yml
      variables: { REGION: westeurope }
`;

const PROD = `version: 1
environment: { name: churn-model-prod, description: Production }
checks:
  approval:
    approvers: [ari@contoso.example]
  exclusive_lock: {}
variable_group:
  name: churn-model-prod
  variables:
    MLOPS_ENVIRONMENT: prod
  secrets: { API_KEY: CHURN_API_KEY }
permitted_pipelines: [churn-model-ci]
`;

const PROJECT_FILE = 'operation/configuration/azure_devops.yml';
const PROD_FILE = 'operation/configuration/environment_prod/azure_devops.yml';

const BILLION_LAUGHS = Array.from({ length: 9 }, (_, index) =>
  index === 0
    ? 'a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'
    : `a${index}: &a${index} [${Array(9)
        .fill(`*a${index - 1}`)
        .join(', ')}]`,
).join('\n');

/** Lines of YAML that mean something else than they seem to, or nothing at all. */
const HOSTILE_LINES: readonly string[] = [
  '',
  '---',
  '...',
  '---\nversion: 1',
  '--- !!map\n',
  '%YAML 1.1\n---',
  '%TAG ! tag:example,2000:',
  '# a comment',
  '\tversion: 1',
  'version: 1',
  'version: 1.0',
  'version: "1"',
  'version: !!str 1',
  'version: !!int "1"',
  'version: 0x1',
  'project: !!binary aGVsbG8=',
  'project: !!js/function "function () { throw 1 }"',
  'project: !!python/object/apply:os.system ["true"]',
  'project: !local x',
  'project: !!set { a, b }',
  'project: !!omap [a: 1]',
  'project: 2001-12-14t21:59:43.10-05:00',
  'project: !!timestamp 2001-12-14',
  'project: .nan',
  'project: -.inf',
  'project: 1e999',
  `project: ${'9'.repeat(400)}`,
  `project: ${'x'.repeat(10_000)}`,
  `${'k'.repeat(10_000)}: v`,
  'project: &anchor churn-model',
  'folder: *anchor',
  'loop: &loop [*loop]',
  '<<: { project: other }',
  '<<: *anchor',
  '<<: [*anchor, *anchor]',
  BILLION_LAUGHS,
  '__proto__: { polluted: true }',
  '"__proto__": { polluted: true }',
  'constructor: { prototype: { polluted: true } }',
  'toString: hello',
  '? { complex: key }\n: value',
  '? [list, key]\n: value',
  '? |\n  text\n: value',
  '~: empty key',
  ': no key',
  'true: yes',
  '1: number',
  'project: null',
  'project: ~',
  'pipelines: null',
  'environment: []',
  '- a list',
  '"unclosed',
  "'unclosed",
  '[unclosed',
  '{unclosed',
  'project: |+\n  keep\n\n\n',
  'project: >-\n  folded\n  text',
  'project: "\\u202Etxt.exe"',
  'project: "\\0"',
  'project: "\\x1b[2J"',
  'project: 😀',
  'project: "\\uD800"',
  'project: @reserved',
  'project: `reserved',
  'environment: { name: ../../etc }',
  '\u0000',
  '\uFEFF',
  '\u2028',
  '\u0085',
  '\r',
];

/** Slow to parse, so not for every round. */
const DEEP_LINES: readonly string[] = [
  '['.repeat(2_000),
  `deep: ${'['.repeat(1_000)}${']'.repeat(1_000)}`,
  `deep: ${'{ a: '.repeat(1_000)}1${' }'.repeat(1_000)}`,
  Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join(
    '\n',
  ),
  `deep: ${'- '.repeat(1_000)}x`,
];

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) % 4_294_967_296;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** Puts hostile lines between, over and into the lines of a text. */
function spoil(text: string, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const lines = text.split('\n');
  const times = 1 + below(3);
  for (let time = 0; time < times; time++) {
    const hostile = HOSTILE_LINES[below(HOSTILE_LINES.length)];
    const at = below(lines.length);
    const indentation = ' '.repeat(below(4) * 2);
    const chance = random();
    if (chance < 0.5) {
      lines.splice(at, chance < 0.25 ? 0 : 1, indentation + hostile);
    } else if (chance < 0.7) {
      const value = hostile.replace(/^\w+: /, '');
      lines[at] = lines[at].replace(/: .*$/, () => `: ${value}`);
    } else if (chance < 0.85) {
      const cut = below(lines[at].length + 1);
      lines[at] = lines[at].slice(0, cut) + String.fromCharCode(below(300));
    } else {
      lines.splice(at, 0, lines[below(lines.length)]);
    }
  }
  return lines.join(random() < 0.1 ? '\r\n' : '\n');
}

describe('hostile text in a configuration', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await fileSystem.mkdtemp(path.join(tmpdir(), 'hostile-'));
    await fileSystem.mkdir(path.dirname(path.join(directory, PROD_FILE)), {
      recursive: true,
    });
  });
  afterEach(() => fileSystem.rm(directory, { recursive: true, force: true }));

  async function readTexts(project: string, prod: string) {
    await fileSystem.writeFile(path.join(directory, PROJECT_FILE), project);
    await fileSystem.writeFile(path.join(directory, PROD_FILE), prod);
    return readDesiredState({ directory, repository: 'churn-model' }).then(
      desired => ({ desired, error: undefined }),
      (error: unknown) => ({ desired: undefined, error }),
    );
  }

  /** Anything but a list of problems with their files is a crash. */
  function expectUsable(error: unknown): void {
    if (!(error instanceof DesiredStateError)) {
      throw error;
    }
    expect(error.problems.length).toBeGreaterThan(0);
    for (const problem of error.problems) {
      expect([PROJECT_FILE, PROD_FILE]).toContain(problem.file);
      expect(problem.found).toMatch(/\S/);
      expect(problem.expected).toMatch(/\S/);
      expect(problem.remedy).toMatch(/\S/);
      const text = describeConfigurationProblem(problem);
      expect(text.length).toBeLessThan(1500);
      expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }
  }

  it.each(
    [...HOSTILE_LINES, ...DEEP_LINES].map(line => [line.slice(0, 40), line]),
  )(
    'is read or refused, and nothing else, when a file ends in %j',
    async (_title, line) => {
      const ends = await readTexts(PROJECT, `${PROD}${line}\n`);
      const only = await readTexts(line, line);
      expect(only.desired).toBeUndefined();
      [ends, only].forEach(({ desired, error }) => {
        if (desired === undefined) {
          expectUsable(error);
        }
      });
    },
  );

  it.each([1, 2, 3, 4])(
    'is read or refused, and nothing else, wherever it stands (seed %d)',
    async seed => {
      const random = seededRandom(seed);
      for (let round = 0; round < 60; round++) {
        const isProject = random() < 0.5;
        const { desired, error } = await readTexts(
          isProject ? spoil(PROJECT, random) : PROJECT,
          isProject ? PROD : spoil(PROD, random),
        );
        if (desired === undefined) {
          expectUsable(error);
        }
      }
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it('is parsed into plain values or problems, thousands of times', () => {
    const random = seededRandom(42);
    for (let round = 0; round < 1_000; round++) {
      const { content, problems } = parseConfigurationText({
        file: PROD_FILE,
        text: spoil(spoil(PROD, random), random),
      });
      expect(problems.length > 0 && content !== undefined).toBe(false);
    }
    expect({}).not.toHaveProperty('polluted');
  });

  it('is refused within seconds although it is nested twenty thousand deep', () => {
    for (const text of [
      '['.repeat(20_000),
      `a: ${'{a: '.repeat(10_000)}`,
      '- '.repeat(20_000),
      '? '.repeat(20_000),
    ]) {
      const started = performance.now();
      const { problems } = parseConfigurationText({ file: PROD_FILE, text });
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThan(6);
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });
});
