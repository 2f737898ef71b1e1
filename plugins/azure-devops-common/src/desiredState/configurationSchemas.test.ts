import { parse } from 'yaml';
import {
  FULL_ENVIRONMENT_YAML,
  FULL_PROJECT_YAML,
} from '../__testUtils__/fullConfiguration';
import { buildDesiredState } from './buildDesiredState';
import {
  formatKeyPath,
  type ConfigurationProblem,
} from './configurationProblem';

type KeyPath = readonly (string | number)[];

const FILES = ['project.yml', 'environment.yml'] as const;

function build(project: unknown, environment: unknown) {
  return buildDesiredState({
    repository: 'churn-model',
    project: { file: FILES[0], content: project },
    environments: [{ file: FILES[1], content: environment }],
  });
}

/** The problems of the full configuration with another value at one place. */
function problemsWith(
  file: (typeof FILES)[number],
  keyPath: KeyPath,
  value: unknown,
): readonly ConfigurationProblem[] {
  const project: unknown = parse(FULL_PROJECT_YAML);
  const environment: unknown = parse(FULL_ENVIRONMENT_YAML);
  const result =
    file === FILES[0]
      ? build(replaceAt(project, keyPath, value), environment)
      : build(project, replaceAt(environment, keyPath, value));
  return result.status === 'valid' ? [] : result.problems;
}

function replaceAt(
  content: unknown,
  keyPath: KeyPath,
  value: unknown,
): unknown {
  if (keyPath.length === 0) {
    return value;
  }
  const [key, ...rest] = keyPath;
  if (Array.isArray(content)) {
    return content.map((entry, index) =>
      index === key ? replaceAt(entry, rest, value) : entry,
    );
  }
  const group = new Map(Object.entries(content ?? {}));
  group.set(String(key), replaceAt(group.get(String(key)), rest, value));
  return Object.fromEntries(group);
}

/** Where every key and entry of a configuration stands. */
function pathsOf(content: unknown, place: KeyPath = []): readonly KeyPath[] {
  if (typeof content !== 'object' || content === null) {
    return [];
  }
  const entries: readonly (readonly [string | number, unknown])[] =
    Array.isArray(content)
      ? content.map((entry, index) => [index, entry] as const)
      : Object.entries(content);
  return entries.flatMap(([key, value]) => [
    [...place, key],
    ...pathsOf(value, [...place, key]),
  ]);
}

const EVERY_PLACE = [
  ...pathsOf(parse(FULL_PROJECT_YAML)).map(
    keyPath => [FILES[0], formatKeyPath(keyPath), keyPath] as const,
  ),
  ...pathsOf(parse(FULL_ENVIRONMENT_YAML)).map(
    keyPath => [FILES[1], formatKeyPath(keyPath), keyPath] as const,
  ),
];

describe('the configuration format', () => {
  it('accepts every key that it has', () => {
    expect(
      build(parse(FULL_PROJECT_YAML), parse(FULL_ENVIRONMENT_YAML)),
    ).toMatchObject({ status: 'valid' });
  });

  it.each(EVERY_PLACE)(
    'refuses in %s at %s what is of another type',
    (file, key, keyPath) => {
      const problems = problemsWith(file, keyPath, -0.5);
      expect(
        problems.map(problem => [problem.file, formatKeyPath(problem.keyPath)]),
      ).toContainEqual([file, key]);
      for (const { found, expected, remedy } of problems) {
        expect([found, expected, remedy]).not.toContain('');
      }
    },
  );

  it.each<[string, (typeof FILES)[number], KeyPath, unknown]>([
    ['version', FILES[0], ['version'], 2],
    ['slug', FILES[0], ['project'], 'Churn Model'],
    [
      'file size',
      FILES[0],
      ['repository', 'policies', 'maximum_file_size_megabytes'],
      0,
    ],
    [
      'pattern',
      FILES[0],
      ['repository', 'policies', 'author_email_patterns', 0],
      'contoso',
    ],
    ['branch', FILES[0], ['branch_policies', 0, 'branch'], 'a..b'],
    [
      'count',
      FILES[0],
      ['branch_policies', 0, 'minimum_reviewers', 'count'],
      11,
    ],
    [
      'minutes',
      FILES[0],
      ['branch_policies', 0, 'build_validation', 0, 'valid_minutes'],
      1.5,
    ],
    [
      'path filter',
      FILES[0],
      ['branch_policies', 0, 'build_validation', 0, 'paths', 0],
      'src/*',
    ],
    [
      'pipeline of a policy',
      FILES[0],
      ['branch_policies', 0, 'build_validation', 0, 'pipeline'],
      'nightly',
    ],
    [
      'merge type',
      FILES[0],
      ['branch_policies', 0, 'merge_types', 0],
      'octopus',
    ],
    ['demand', FILES[0], ['branch_policies', 0, 'comment_resolution'], 'maybe'],
    [
      'YAML file behind a line end',
      FILES[0],
      ['pipelines', 'definitions', 0, 'yaml'],
      'a\n/../../b.yml',
    ],
    ['folder', FILES[0], ['pipelines', 'folder'], 'a\u202Eb'],
    ['identity', FILES[1], ['roles', 1, 'identity'], 'a\u001b[2J'],
    ['role', FILES[1], ['roles', 0, 'role'], 'Owner'],
    [
      'timeout',
      FILES[1],
      ['checks', 'exclusive_lock', 'timeout_minutes'],
      43_201,
    ],
    ['time', FILES[1], ['checks', 'business_hours', 'start'], '24:00'],
    ['day', FILES[1], ['checks', 'business_hours', 'days', 0], 'Mon'],
    [
      'template',
      FILES[1],
      ['checks', 'required_templates', 0, 'repository'],
      'templates',
    ],
    [
      'reference',
      FILES[1],
      ['checks', 'required_templates', 0, 'reference'],
      'main',
    ],
    [
      'subscription',
      FILES[1],
      ['service_connection', 'subscription', 'id'],
      'production',
    ],
    [
      'scheme',
      FILES[1],
      ['service_connection', 'authentication', 'scheme'],
      'password',
    ],
    [
      'registry',
      FILES[1],
      ['container_registry', 'registry'],
      'http://contoso.azurecr.io',
    ],
    ['secret', FILES[1], ['container_registry', 'secret'], 'p@ssw0rd!'],
    [
      'name of a secret',
      FILES[1],
      ['variable_group', 'secrets', 'API_KEY'],
      'the value itself',
    ],
    ['permitted pipeline', FILES[1], ['permitted_pipelines', 0], 'nightly'],
  ])('refuses a wrong %s where it stands', (_title, file, keyPath, value) => {
    expect(problemsWith(file, keyPath, value)).toContainEqual({
      file,
      keyPath,
      found: expect.stringMatching(/\S/),
      expected: expect.stringMatching(/\S/),
      remedy: expect.stringMatching(/\.$/),
    });
  });

  it.each<[string, KeyPath, unknown]>([
    [
      'a branch twice',
      ['branch_policies'],
      [{ branch: 'main' }, { branch: 'Main' }],
    ],
    [
      'a build validation twice',
      ['branch_policies', 0, 'build_validation'],
      [{ pipeline: 'churn-model-ci' }, { pipeline: 'churn-model-ci' }],
    ],
    [
      'automatic reviewers of the same paths twice',
      ['branch_policies', 0, 'automatic_reviewers'],
      [
        { reviewers: ['a@b.example'], paths: ['/a', '/b'] },
        { reviewers: ['c@b.example'], paths: ['/b', '/a'] },
      ],
    ],
    [
      'a reviewer twice',
      ['branch_policies', 0, 'automatic_reviewers', 0, 'reviewers'],
      ['a@b.example', 'A@b.example'],
    ],
    [
      'a status twice',
      ['branch_policies', 0, 'status_checks'],
      [
        { genre: 'quality', name: 'gate' },
        { genre: 'Quality', name: 'gate' },
      ],
    ],
    [
      'a variable of a pipeline in two spellings',
      ['pipelines', 'definitions', 0, 'variables'],
      { REGION: 'a', Region: 'b' },
    ],
  ])('refuses %s', (_title, keyPath, value) => {
    expect(problemsWith(FILES[0], keyPath, value)).toEqual([
      expect.objectContaining({
        file: FILES[0],
        found: expect.stringContaining('a second time'),
      }),
    ]);
  });
});
