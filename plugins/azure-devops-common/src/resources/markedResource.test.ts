import { EVERYTHING, REPOSITORY } from '../__testUtils__/churnModel';
import {
  changesOf,
  fieldsOf,
  having,
  OUR_MARK,
  planOne,
  THEIR_MARK,
} from '../__testUtils__/planning';
import type { DesiredState } from '../desiredState/DesiredState';
import type { ObservedState } from '../observed/ObservedState';
import type { ResourceKind } from './ResourceTypes';

const { pipeline: pipelines = [], environment: environments = [] } =
  EVERYTHING.resources;

const foreign = having({
  'git-repository': [{ ...REPOSITORY, content: 'foreign' }],
  pipeline: pipelines.map(pipeline => ({
    ...pipeline,
    description: 'Made by hand',
  })),
  environment: environments.map(environment => ({
    ...environment,
    description: `Theirs\n${THEIR_MARK}`,
  })),
  'variable-group': (EVERYTHING.resources['variable-group'] ?? []).map(
    group => ({ ...group, description: '' }),
  ),
});

function conflictsOf(observed: ObservedState, adopt = false) {
  return changesOf({ observed, adopt }).flatMap(change =>
    change.action === 'conflict' ? [change] : [],
  );
}

describe('a resource that is not ours', () => {
  it('is a conflict, and so is what hangs on it', () => {
    const conflicts = conflictsOf(foreign);
    expect(conflicts).toHaveLength(12);
    expect(conflicts.map(({ name, reason }) => `${name}: ${reason}`)).toEqual(
      expect.arrayContaining([
        'churn-model-ci: this pipeline exists and carries no mark of this template',
        'churn-model-dev: this environment exists and belongs to machine-learning/other',
        'environment/churn-model-prod: its environment is not ours',
        'environment/churn-model-dev: its resource is not ours',
      ]),
    );
  });

  it('is taken over when the input says so, with the mark as change', () => {
    const changes = changesOf({ observed: foreign, adopt: true });
    expect([
      ...new Set(changes.map(({ action, kind }) => `${action} ${kind}`)),
    ]).toEqual([
      'update pipeline',
      'update environment',
      'update variable-group',
    ]);
    expect(fieldsOf(changes[2])).toEqual([
      { field: 'description', before: 'Theirs', after: 'Development' },
      {
        field: 'owner',
        before: 'machine-learning/other',
        after: 'machine-learning/churn-model',
      },
    ]);
  });

  it('is not mistaken for a pipeline of the same name in another folder', () => {
    const [ci, deployment] = pipelines;
    const observed = having({
      pipeline: [
        { ...ci, folder: '\\other', description: 'Made by hand' },
        deployment,
      ],
    });
    expect(
      changesOf({ observed }).map(({ action, kind }) => [action, kind]),
    ).toEqual(expect.arrayContaining([['create', 'pipeline']]));
  });
});

interface MarkedExample {
  readonly kind: ResourceKind;
  readonly wanted: DesiredState['resources'];
  readonly found: (description: string) => ObservedState['resources'];
}

const AT = { id: '7', name: 'churn', url: 'https://here/7' };
const SOURCE = { file: 'azure_devops.yml', keyPath: [] };

const EXAMPLES: readonly MarkedExample[] = [
  {
    kind: 'environment',
    wanted: { environment: [{ name: 'churn', description: 'Ours' }] },
    found: description => ({ environment: [{ ...AT, description }] }),
  },
  {
    kind: 'variable-group',
    wanted: {
      'variable-group': [
        {
          name: 'churn',
          description: 'Ours',
          variables: { type: 'plain', values: { A: 'a' }, secrets: {} },
          source: SOURCE,
        },
      ],
    },
    found: description => ({
      'variable-group': [
        {
          ...AT,
          description,
          variables: {
            type: 'plain',
            values: { A: { type: 'plain', value: 'a' } },
          },
        },
      ],
    }),
  },
  {
    kind: 'service-connection',
    wanted: {
      'service-connection': [
        {
          name: 'churn',
          description: 'Ours',
          target: {
            type: 'container-registry',
            registry: 'https://contoso.azurecr.io',
            userName: 'puller',
            secret: 'registry',
          },
          source: SOURCE,
        },
      ],
    },
    found: description => ({
      'service-connection': [
        {
          ...AT,
          description,
          type: 'dockerregistry',
          scheme: 'UsernamePassword',
          settings: {
            registry: 'https://contoso.azurecr.io',
            userName: 'puller',
          },
          state: { status: 'ready' },
          federatedCredential: undefined,
        },
      ],
    }),
  },
  {
    kind: 'approver-group',
    wanted: {
      'approver-group': [
        { name: 'churn', description: 'Ours', members: [], source: SOURCE },
      ],
    },
    found: description => ({
      'approver-group': [
        { ...AT, description, descriptor: 'vssgp.7', members: [] },
      ],
    }),
  },
  {
    kind: 'pipeline',
    wanted: {
      pipeline: [
        {
          name: 'churn',
          description: 'Ours',
          folder: '\\churn-model',
          repository: 'churn-model',
          yamlFile: 'ci.yml',
          defaultBranch: 'main',
          variables: {},
        },
      ],
    },
    found: description => ({
      pipeline: [
        {
          ...AT,
          description,
          folder: '\\churn-model',
          repositoryId: REPOSITORY.id,
          repositoryName: REPOSITORY.name,
          yamlFile: 'ci.yml',
          defaultBranch: 'refs/heads/main',
          queue: 'Azure Pipelines',
          variables: {},
        },
      ],
    }),
  },
];

describe.each(EXAMPLES)('the mark of a $kind', ({ kind, wanted, found }) => {
  const plan = (description: string, adopt = false) =>
    planOne(kind, { wanted, found: found(description), adopt });

  it('leaves alone what is ours and as configured', () => {
    expect(plan(`Ours\r\n${OUR_MARK}\n`)).toMatchObject({
      action: 'unchanged',
      reason: 'it is as configured',
    });
  });

  it('updates the description of what is ours, whatever the case of the mark', () => {
    const change = plan(`Old\n${OUR_MARK.replace('churn', 'CHURN')}`);
    expect(change.action).toBe('update');
    expect(fieldsOf(change)).toEqual([
      { field: 'description', before: 'Old', after: 'Ours' },
    ]);
  });

  it.each([
    ['carries no mark of this template', 'Ours'],
    ['belongs to machine-learning/other', `Ours\n${THEIR_MARK}`],
  ])('refuses what %s, and takes it over when asked to', (owner, text) => {
    expect(plan(text)).toMatchObject({
      action: 'conflict',
      reason: expect.stringContaining(owner),
      remedy: expect.stringContaining('adopt: true'),
    });
    const adopted = plan(text, true);
    expect(adopted).toMatchObject({
      action: 'update',
      reason: 'it is taken over',
    });
    expect(fieldsOf(adopted)).toMatchObject([
      { field: 'owner', after: 'machine-learning/churn-model' },
    ]);
  });
});
