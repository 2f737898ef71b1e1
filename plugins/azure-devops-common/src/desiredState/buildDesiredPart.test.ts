import { buildDesiredPart, type DesiredPartKind } from './buildDesiredPart';
import type { DesiredState } from './DesiredState';

function build(part: DesiredPartKind, content: unknown) {
  return buildDesiredPart({
    part,
    repository: 'churn-model',
    file: 'input',
    content,
  });
}

function desire(part: DesiredPartKind, content: unknown): DesiredState {
  const result = build(part, content);
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.desiredState;
}

describe('a desired part', () => {
  it('of a pipeline hangs on the repository and brings its folder', () => {
    const { resources, part } = desire('pipeline', {
      name: 'ci',
      yaml: 'ci.yml',
      folder: 'models',
    });
    expect(resources.pipeline).toMatchObject([
      { name: 'ci', folder: '\\models', defaultBranch: 'main' },
    ]);
    expect(resources['pipeline-folder']).toMatchObject([{ name: '\\models' }]);
    expect(part?.existing).toEqual([
      { kind: 'git-repository', name: 'churn-model' },
    ]);
  });

  it('of a pipeline at the root brings no folder', () => {
    const { resources } = desire('pipeline', { name: 'ci', yaml: 'ci.yml' });
    expect(resources.pipeline).toMatchObject([{ folder: '\\' }]);
    expect(resources['pipeline-folder']).toBeUndefined();
  });

  it('of checks hangs on what they protect', () => {
    const resource = { kind: 'variable-group', name: 'prod' };
    const { resources, part } = desire('check', {
      resource,
      approval: { approvers: ['ari@contoso.example'] },
      exclusive_lock: {},
    });
    expect(resources['approval-check']).toMatchObject([
      { name: 'variable-group/prod', resource },
    ]);
    expect(resources['exclusive-lock-check']).toHaveLength(1);
    expect(resources['business-hours-check']).toEqual([]);
    expect(part?.existing).toEqual([resource]);
  });

  it('of branch policies hangs on repository and pipelines', () => {
    const { resources, part } = desire('branch-policies', {
      branch: 'main',
      build_validation: [{ pipeline: 'ci' }, { pipeline: 'ci', paths: ['/a'] }],
    });
    expect(resources['branch-policy']).toHaveLength(2);
    expect(part?.existing).toEqual([
      { kind: 'git-repository', name: 'churn-model' },
      { kind: 'pipeline', name: 'ci' },
    ]);
  });

  it('of a permission on an agent queue hangs on the pipelines alone', () => {
    const { part } = desire('pipeline-permission', {
      resource: { kind: 'agent-queue', name: 'gpu' },
      pipelines: ['ci'],
    });
    expect(part?.existing).toEqual([{ kind: 'pipeline', name: 'ci' }]);
  });

  it('of a variable group brings nothing else of its environment', () => {
    const { resources } = desire('variable-group', {
      name: 'prod',
      variables: { REPLICAS: '1' },
    });
    expect(Object.keys(resources)).toEqual(['variable-group']);
  });

  it('of a variable group with the secrets of a vault hangs on the connection', () => {
    const { part } = desire('variable-group', {
      name: 'prod',
      key_vault: {
        name: 'vault',
        service_connection: 'azure',
        secrets: ['key'],
      },
    });
    expect(part?.existing).toEqual([
      { kind: 'service-connection', name: 'azure' },
    ]);
  });

  it('of a project says how to create it', () => {
    expect(desire('project', { process: 'Agile' }).missingProject).toEqual({
      description: '',
      process: 'Agile',
    });
  });

  it('points messages at its own keys', () => {
    const { resources } = desire('approver-group', {
      name: 'approvers',
      members: ['ari@contoso.example'],
    });
    expect(resources['approver-group']?.[0].source).toEqual({
      file: 'input',
      keyPath: ['members'],
    });
  });

  it.each([
    ['check', { resource: { kind: 'environment', name: 'prod' } }],
    ['branch-policies', { branch: 'main' }],
    ['pipeline-permission', { resource: { kind: 'pool' }, pipelines: [] }],
    ['environment', { name: 'a/b' }],
    ['variable-group', { name: 'prod' }],
  ] as const)(
    'of %s is held to the rules of the configuration',
    (part, content) => {
      const result = build(part, content);
      expect(result).toMatchObject({
        status: 'invalid',
        problems: expect.arrayContaining([
          expect.objectContaining({ file: 'input' }),
        ]),
      });
    },
  );
});
