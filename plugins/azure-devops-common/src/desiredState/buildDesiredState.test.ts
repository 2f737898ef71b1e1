import { buildDesiredState } from './buildDesiredState';
import {
  buildFromYaml,
  desiredChurnModel,
  DEV_YAML,
  PROD_YAML,
  PROJECT_YAML,
} from '../__testUtils__/churnModel';
import {
  describeConfigurationProblem,
  DesiredStateError,
  formatKeyPath,
} from './configurationProblem';

function problemsOf(
  project?: string,
  environments?: readonly string[],
): readonly string[] {
  const result = buildFromYaml(project, environments);
  return result.status === 'valid'
    ? []
    : result.problems.map(describeConfigurationProblem);
}

describe('building the desired state', () => {
  it('refuses a variable group without a variable, which Azure DevOps would refuse later', () => {
    const problems = problemsOf(PROJECT_YAML, [
      DEV_YAML.replace(/variables:[\s\S]*?(?=\n\S|$)/, 'variables: {}'),
    ]);
    expect(problems.join('\n')).toMatch(
      /variable_group\.variables.*at least one variable/,
    );
  });

  it('puts the files together', () => {
    const result = buildFromYaml();
    expect(result).toMatchObject({
      status: 'valid',
      desiredState: { slug: 'churn-model', repository: 'churn-model' },
    });
    const { resources } = desiredChurnModel();
    expect(resources).toMatchObject({
      'git-repository': [{ name: 'churn-model' }],
      'pipeline-folder': [{ name: '\\churn-model' }],
      pipeline: [
        {
          name: 'churn-model-ci',
          folder: '\\churn-model',
          repository: 'churn-model',
          yamlFile: 'azure_pipelines/ci.yml',
          defaultBranch: 'main',
          description: 'Lint and test',
          variables: {},
        },
        { name: 'churn-model-deployment', description: '' },
      ],
      environment: [
        { name: 'churn-model-dev', description: 'Development' },
        { name: 'churn-model-prod', description: 'Production' },
      ],
      'variable-group': [
        {
          name: 'churn-model-dev',
          variables: {
            type: 'plain',
            values: { MLOPS_ENVIRONMENT: 'dev' },
            secrets: {},
          },
        },
        { name: 'churn-model-prod' },
      ],
    });
    expect(resources['approval-check']).toEqual([
      {
        name: 'environment/churn-model-prod',
        resource: { kind: 'environment', name: 'churn-model-prod' },
        approvers: ['ari.approver@contoso.example'],
        instructions: 'Look at the metrics',
        minimumApprovers: 1,
        requesterCanApprove: false,
        timeoutMinutes: 43_200,
        source: {
          file: 'environment_1/azure_devops.yml',
          keyPath: ['checks', 'approval', 'approvers'],
        },
      },
    ]);
  });

  it('permits the pipelines of an environment on each of its resources', () => {
    const permissions = desiredChurnModel().resources['pipeline-permission'];
    expect(
      permissions?.map(({ name, pipelines }) => [name, pipelines]),
    ).toEqual([
      [
        'environment/churn-model-dev',
        ['churn-model-ci', 'churn-model-deployment'],
      ],
      [
        'variable-group/churn-model-dev',
        ['churn-model-ci', 'churn-model-deployment'],
      ],
      ['environment/churn-model-prod', ['churn-model-deployment']],
      ['variable-group/churn-model-prod', ['churn-model-deployment']],
    ]);
  });

  it('takes an environment with a name and nothing else', () => {
    expect(
      problemsOf(undefined, ['version: 1\nenvironment: { name: lab }']),
    ).toEqual([]);
  });

  it('collects every problem of every file', () => {
    const problems = problemsOf(
      PROJECT_YAML.replace('version: 1', 'version: 2'),
      [
        DEV_YAML.replace(
          'variables: { MLOPS_ENVIRONMENT: dev }',
          'variables: { REPLICAS: 1.10 }',
        ),
        PROD_YAML.replace('instructions', 'instruction'),
      ],
    );
    expect(problems).toEqual([
      'azure_devops.yml at version: found 2, expected 1. Correct the value.',
      'environment_0/azure_devops.yml at variable_group.variables.REPLICAS: found 1.1, expected text. Put the value in quotes.',
      'environment_1/azure_devops.yml at checks.approval.instruction: found an unknown key, expected only the keys that the format knows. Remove "instruction" or correct its spelling.',
    ]);
  });

  it('names a pipeline that nothing defines', () => {
    expect(
      problemsOf(undefined, [
        DEV_YAML.replace('[churn-model-ci,', '[churn-model-trainnig,'),
      ]),
    ).toEqual([
      'environment_0/azure_devops.yml at permitted_pipelines[0]: found the unknown pipeline "churn-model-trainnig", expected one of churn-model-ci, churn-model-deployment. Define it under pipelines.definitions of azure_devops.yml, or correct its spelling.',
    ]);
  });

  it('names what is claimed twice, without regard to case', () => {
    expect(
      problemsOf(
        PROJECT_YAML.replace('churn-model-deployment', 'Churn-Model-CI'),
        [
          DEV_YAML.replace(/permitted.*/, ''),
          DEV_YAML.replace(/permitted.*/, ''),
        ],
      ),
    ).toEqual([
      expect.stringContaining('the pipeline "Churn-Model-CI" a second time'),
      expect.stringContaining(
        'the environment "churn-model-dev" a second time',
      ),
      expect.stringContaining(
        'the variable group "churn-model-dev" a second time, expected a name that no other variable group has. Rename it; environment_0/azure_devops.yml claims this name already.',
      ),
    ]);
  });

  it('refuses an approval that can never be given', () => {
    expect(
      problemsOf(undefined, [
        PROD_YAML.replace(
          'instructions: Look at the metrics',
          'minimum_approvers: 2',
        ),
      ]),
    ).toEqual([
      'environment_0/azure_devops.yml at checks.approval.minimum_approvers: found 2, expected at most 1, the number of approvers. Name more approvers or lower the number.',
    ]);
  });

  it('refuses an approver, a permitted pipeline and a variable given twice', () => {
    expect(
      problemsOf(undefined, [
        PROD_YAML.replace(
          '[ari.approver@contoso.example]',
          '[a@b.example, A@B.example]',
        )
          .replace(
            '[churn-model-deployment]',
            '[churn-model-ci, churn-model-ci]',
          )
          .replace('REPLICAS', 'Mlops_Environment'),
      ]),
    ).toEqual(
      expect.arrayContaining([
        expect.stringContaining('permitted_pipelines[1]'),
        expect.stringContaining('checks.approval.approvers'),
        expect.stringContaining('Mlops_Environment beside MLOPS_ENVIRONMENT'),
      ]),
    );
  });

  it.each([
    ['no project', 'project: churn-model', ''],
    [
      'a project that is no slug',
      'project: churn-model',
      'project: Churn Model',
    ],
    ['an absolute path', 'azure_pipelines/ci.yml', '/etc/passwd.yml'],
    ['a path that climbs', 'azure_pipelines/ci.yml', '../../ci.yml'],
    ['a path that is no YAML', 'azure_pipelines/ci.yml', 'ci.sh'],
    ['a full ref as branch', 'branch: main', 'branch: refs/heads/main'],
    ['a hostile folder', 'folder: churn-model', 'folder: "a\\\\b"'],
    ['a hostile name', 'name: churn-model-ci', 'name: "<script>"'],
  ])('refuses %s', (_title, text, replacement) => {
    expect(
      problemsOf(PROJECT_YAML.replace(text, replacement), []),
    ).toHaveLength(1);
  });

  it.each([
    ['nothing', null],
    ['a text', 'hello'],
    ['a list', []],
    ['a number', 42],
    ['a date', new Date(0)],
  ])('reports a file that holds %s', (_title, content) => {
    const result = buildDesiredState({
      repository: 'r',
      project: { file: 'p', content },
      environments: [{ file: 'e', content }],
    });
    expect(result.status).toBe('invalid');
  });

  it('keeps hostile keys away from objects and long values out of messages', () => {
    const problems = problemsOf(undefined, [
      DEV_YAML.replace(
        '{ MLOPS_ENVIRONMENT: dev }',
        `{ __proto__: { polluted: x }, "${'k'.repeat(10_000)} ": y }`,
      ).replace('name: churn-model-dev,', `name: "${'n'.repeat(10_000)}",`),
    ]);
    expect(problems).toHaveLength(2);
    expect(Object.prototype).not.toHaveProperty('polluted');
    for (const problem of problems) {
      expect(problem.length).toBeLessThan(500);
    }
  });
});

describe('a configuration error', () => {
  it('lists its problems one per line', () => {
    const result = buildFromYaml('version: 1', []);
    const problems = result.status === 'invalid' ? result.problems : [];
    const error = new DesiredStateError(problems);
    expect(error.message.split('\n')).toEqual([
      'The Azure DevOps configuration of this project has 2 problems:',
      '- azure_devops.yml at project: found nothing, expected text. Add the key.',
      '- azure_devops.yml at pipelines: found nothing, expected a group of keys. Add the key.',
    ]);
  });

  it('writes key paths as people do', () => {
    expect(formatKeyPath(['pipelines', 'definitions', 0, 'name'])).toBe(
      'pipelines.definitions[0].name',
    );
  });
});
