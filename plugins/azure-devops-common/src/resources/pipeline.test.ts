import { EVERYTHING, REPOSITORY } from '../__testUtils__/churnModel';
import {
  changesOf,
  fieldsOf,
  having,
  wanting,
} from '../__testUtils__/planning';
import { desiredChurnModel } from '../__testUtils__/churnModel';
import type { DesiredPipeline, PipelineVariable } from './pipeline';

const [first, ...others] = desiredChurnModel().resources.pipeline ?? [];
const [foundFirst, ...foundOthers] = EVERYTHING.resources.pipeline ?? [];

function changesWith(pipeline: Partial<DesiredPipeline>) {
  return changesOf({
    desired: wanting({ pipeline: [{ ...first, ...pipeline }, ...others] }),
    observed: EVERYTHING,
  });
}

describe('a pipeline', () => {
  it.each([
    ['description', { description: 'Lint' }, 'Lint and test', 'Lint'],
    ['YAML file', { yamlFile: 'ci.yml' }, 'azure_pipelines/ci.yml', 'ci.yml'],
    ['default branch', { defaultBranch: 'trunk' }, 'main', 'trunk'],
    ['queue', { queue: 'Default' }, 'Azure Pipelines', 'Default'],
  ])('is updated when its %s changes', (field, change, before, after) => {
    const changes = changesWith(change);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ action: 'update', kind: 'pipeline' });
    expect(fieldsOf(changes[0])).toEqual([{ field, before, after }]);
  });

  it('keeps whatever queue it has when none is configured', () => {
    const pipeline = [{ ...foundFirst, queue: 'Default' }, ...foundOthers];
    expect(changesOf({ observed: having({ pipeline }) })).toEqual([]);
  });

  it('is updated when its repository was made anew', () => {
    const repository = { ...REPOSITORY, id: 'repository-2' };
    const [change] = changesOf({
      observed: having({ 'git-repository': [repository] }),
    });
    expect(fieldsOf(change)).toEqual([
      {
        field: 'repository',
        before: 'churn-model (repository-1)',
        after: 'churn-model',
      },
    ]);
  });

  it('is updated when it is a classic one, without YAML', () => {
    const pipeline = [{ ...foundFirst, yamlFile: undefined }, ...foundOthers];
    expect(
      changesOf({ observed: having({ pipeline }) }).flatMap(fieldsOf),
    ).toEqual([
      {
        field: 'YAML file',
        before: undefined,
        after: 'azure_pipelines/ci.yml',
      },
    ]);
  });

  it('does not mind the spelling of its folder or a slash before its file', () => {
    const pipeline = [
      {
        ...foundFirst,
        folder: '\\CHURN-MODEL',
        yamlFile: '/azure_pipelines/ci.yml',
      },
      ...foundOthers,
    ];
    expect(changesOf({ observed: having({ pipeline }) })).toEqual([]);
  });

  it.each<[string, PipelineVariable, string | undefined]>([
    ['added', { value: 'eu', settableAtQueueTime: false }, 'eu'],
    [
      'settable',
      { value: 'eu', settableAtQueueTime: true },
      'eu (settable when a run is started)',
    ],
  ])('is updated when a variable is %s', (_title, variable, after) => {
    expect(
      changesWith({ variables: { constructor: variable } }).flatMap(fieldsOf),
    ).toEqual([{ field: 'variable constructor', before: undefined, after }]);
  });

  it('loses a variable that the configuration no longer has', () => {
    const variables = { REGION: { value: 'eu', settableAtQueueTime: false } };
    const pipeline = [{ ...foundFirst, variables }, ...foundOthers];
    expect(
      changesOf({ observed: having({ pipeline }) }).flatMap(fieldsOf),
    ).toEqual([{ field: 'variable REGION', before: 'eu', after: undefined }]);
  });
});
