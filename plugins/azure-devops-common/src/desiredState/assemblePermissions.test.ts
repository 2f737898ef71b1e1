import { parse } from 'yaml';
import type { PipelineFile } from '../pipelineReferences/PipelineReferences';
import { buildDesiredState, DesiredStateResult } from './buildDesiredState';
import { describeConfigurationProblem } from './configurationProblem';
import { findUnreadPipelineFiles } from './findUnreadPipelineFiles';

const PROJECT = {
  version: 1,
  project: 'churn',
  pipelines: {
    folder: 'churn',
    queue: 'gpu',
    definitions: [
      { name: 'churn-ci', yaml: 'ci.yml', variables: { stage: 'dev' } },
      { name: 'churn-deployment', yaml: 'deployment.yml' },
    ],
  },
};

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

type Environment = object & { readonly environment: { readonly name: string } };

const environment = (stage: string, more: object = {}) => ({
  version: 1,
  environment: { name: `churn-${stage}` },
  variable_group: { name: `churn-${stage}`, variables: { STAGE: stage } },
  service_connection: {
    name: `azure-${stage}`,
    subscription: { id: ID, name: 'Machine learning' },
    authentication: { scheme: 'managed_identity', tenant_id: ID },
  },
  ...more,
});

const CI = 'variables: [{ group: "churn-${{ variables.stage }}" }]\nsteps: []';
const DEPLOYMENT = `
jobs:
  - template: deploy.yml
    parameters: { stages: [dev, prod] }`;
const DEPLOY = `
parameters: [{ name: stages, type: object }]
jobs:
  - \${{ each stage in parameters.stages }}:
      - deployment: \${{ stage }}
        pool: { name: GPU }
        environment: churn-\${{ stage }}
        strategy:
          runOnce:
            deploy:
              steps: [{ task: A@1, inputs: { azureSubscription: 'azure-\${{ stage }}' } }]`;

const FILES = {
  'ci.yml': CI,
  'deployment.yml': DEPLOYMENT,
  'deploy.yml': DEPLOY,
};

function fileOf(content: Environment) {
  const name = content.environment.name.replace('churn-', '');
  return { file: `environment_${name}/azure_devops.yml`, content };
}

function build(
  options: {
    readonly files?: Readonly<Record<string, string>>;
    readonly environments?: readonly Environment[];
    readonly unreadable?: ReadonlyMap<string, PipelineFile>;
  } = {},
): DesiredStateResult {
  const { files, environments = [environment('dev'), environment('prod')] } =
    options;
  return buildDesiredState({
    repository: 'churn',
    project: { file: 'azure_devops.yml', content: PROJECT },
    environments: environments.map(fileOf),
    pipelineFiles:
      files &&
      new Map([
        ...Object.entries(files).map(([file, text]): [string, PipelineFile] => [
          file,
          { status: 'read', content: parse(text) },
        ]),
        ...(options.unreadable ?? []),
      ]),
  });
}

function permissionsOf(result: DesiredStateResult) {
  return result.status === 'invalid'
    ? result.problems.map(describeConfigurationProblem)
    : Object.fromEntries(
        (result.desiredState.resources['pipeline-permission'] ?? []).map(
          ({ name, pipelines }) => [name, pipelines],
        ),
      );
}

const DERIVED = {
  'environment/churn-dev': ['churn-deployment'],
  'service-connection/azure-dev': ['churn-deployment'],
  'variable-group/churn-dev': ['churn-ci'],
  'environment/churn-prod': ['churn-deployment'],
  'service-connection/azure-prod': ['churn-deployment'],
  'variable-group/churn-prod': [],
  'agent-queue/gpu': ['churn-ci', 'churn-deployment'],
};

describe('the permissions of pipelines', () => {
  it('are what their YAML uses, and nothing else', () => {
    expect(permissionsOf(build({ files: FILES }))).toEqual(DERIVED);
  });

  it('are what an environment lists, where it does', () => {
    const listed = environment('dev', { permitted_pipelines: ['churn-ci'] });
    expect(
      permissionsOf(
        build({ files: FILES, environments: [listed, environment('prod')] }),
      ),
    ).toEqual({
      ...DERIVED,
      'environment/churn-dev': ['churn-ci'],
      'service-connection/azure-dev': ['churn-ci'],
    });
  });

  it('are only what is listed when there is no YAML', () => {
    const listed = environment('dev', { permitted_pipelines: ['churn-ci'] });
    expect(
      permissionsOf(build({ environments: [listed, environment('prod')] })),
    ).toEqual({
      'environment/churn-dev': ['churn-ci'],
      'service-connection/azure-dev': ['churn-ci'],
      'variable-group/churn-dev': ['churn-ci'],
      'environment/churn-prod': [],
      'service-connection/azure-prod': [],
      'variable-group/churn-prod': [],
    });
  });

  it('reach through a variable group to the connection of its Key Vault', () => {
    const vault = environment('dev', {
      variable_group: {
        name: 'churn-dev',
        key_vault: {
          name: 'churn-vault',
          service_connection: 'azure-dev',
          secrets: ['token'],
        },
      },
    });
    expect(
      permissionsOf(
        build({ files: FILES, environments: [vault, environment('prod')] }),
      ),
    ).toEqual({
      ...DERIVED,
      'service-connection/azure-dev': ['churn-ci', 'churn-deployment'],
    });
  });

  it('are a problem when a file is missing, cannot be read or does not tell', () => {
    const problem = {
      file: 'ci.yml',
      keyPath: [],
      found: 'a tab',
      expected: 'YAML',
      remedy: 'Correct the syntax.',
    };
    expect(
      permissionsOf(
        build({
          files: { 'deployment.yml': `${DEPLOYMENT}\n  - template: x.yml@y` },
          unreadable: new Map([
            ['ci.yml', { status: 'unreadable', problems: [problem] }],
          ]),
        }),
      ),
    ).toEqual([
      expect.stringContaining('deploy.yml: found nothing of this name'),
      'ci.yml: found a tab, expected YAML. Correct the syntax.',
      expect.stringContaining(
        'deployment.yml at jobs[1].template: found the template x.yml@y of another repository',
      ),
    ]);
  });

  it('are no problem when every environment lists them', () => {
    const environments = ['dev', 'prod'].map(stage =>
      environment(stage, { permitted_pipelines: ['churn-ci'] }),
    );
    expect(build({ files: {}, environments }).status).toBe('valid');
  });

  it('are for every environment, where whoever starts a run types which', () => {
    const rollBack = `
parameters: [{ name: stage, type: string, default: dev }]
variables: [{ template: "environment_\${{ parameters.stage }}/variables.yml" }]
jobs:
  - deployment: roll_back
    pool: { vmImage: ubuntu-24.04 }
    environment: churn-\${{ parameters.stage }}
    strategy:
      runOnce:
        deploy:
          steps: [{ task: A@1, inputs: { azureSubscription: "\${{ variables.connection }}" } }]`;
    const files = {
      'ci.yml': 'pool: { vmImage: x }\nsteps: [{ script: pytest }]',
      'deployment.yml': rollBack,
      'environment_dev/variables.yml': 'variables: { connection: azure-dev }',
      'environment_qa/variables.yml': 'variables: { connection: azure-qa }',
      'environment_prod/variables.yml': 'variables: { connection: azure-prod }',
    };
    const of = (stage: string) => ({
      [`environment/churn-${stage}`]: ['churn-deployment'],
      [`service-connection/azure-${stage}`]: ['churn-deployment'],
      [`variable-group/churn-${stage}`]: [],
    });
    expect(permissionsOf(build({ files }))).toEqual({
      ...of('dev'),
      ...of('prod'),
    });
    const environments = ['dev', 'qa', 'prod'].map(stage => environment(stage));
    expect(permissionsOf(build({ files, environments }))).toEqual({
      ...of('dev'),
      ...of('qa'),
      ...of('prod'),
    });
    const listed = environment('prod', { permitted_pipelines: [] });
    expect(
      permissionsOf(
        build({ files, environments: [environment('dev'), listed] }),
      ),
    ).toEqual({
      ...of('dev'),
      'environment/churn-prod': [],
      'service-connection/azure-prod': [],
      'variable-group/churn-prod': [],
    });
  });

  it('come with what the pipelines use beyond the configuration', () => {
    const result = build({ files: FILES, environments: [environment('dev')] });
    expect(
      result.status === 'valid' && result.desiredState.unknownReferences,
    ).toEqual([
      {
        pipeline: 'churn-deployment',
        resource: { kind: 'environment', name: 'churn-prod' },
        source: expect.objectContaining({ file: 'deploy.yml' }),
      },
      expect.objectContaining({
        resource: { kind: 'service-connection', name: 'azure-prod' },
      }),
    ]);
  });
});

describe('the files that are still to be read', () => {
  const project = { file: 'azure_devops.yml', content: PROJECT };

  it('are those of the definitions, then their templates', () => {
    expect(
      findUnreadPipelineFiles({
        project,
        environments: [],
        pipelineFiles: new Map(),
      }),
    ).toEqual(['ci.yml', 'deployment.yml']);
    const pipelineFiles = new Map(
      ['ci.yml', 'deployment.yml'].map((file): [string, PipelineFile] => [
        file,
        { status: 'read', content: parse(DEPLOYMENT) },
      ]),
    );
    expect(
      findUnreadPipelineFiles({ project, environments: [], pipelineFiles }),
    ).toEqual(['deploy.yml']);
  });

  it('are those of every environment that a run may be started for', () => {
    const text = `
parameters: [{ name: stage, type: string, default: dev }]
variables: [{ template: "\${{ parameters.stage }}.yml" }]`;
    expect(
      findUnreadPipelineFiles({
        project,
        environments: [environment('dev'), environment('prod')].map(fileOf),
        pipelineFiles: new Map([
          ['ci.yml', { status: 'read', content: parse(text) }],
        ]),
      }),
    ).toEqual(['dev.yml', 'prod.yml', 'deployment.yml']);
  });

  it('are none for a configuration that is not valid', () => {
    expect(
      findUnreadPipelineFiles({
        project: { ...project, content: null },
        environments: [],
        pipelineFiles: new Map(),
      }),
    ).toEqual([]);
  });
});
