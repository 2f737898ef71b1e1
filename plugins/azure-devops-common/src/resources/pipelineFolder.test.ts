import {
  fieldsOf,
  OUR_MARK,
  planOne,
  planResources,
  THEIR_MARK,
} from '../__testUtils__/planning';

const wanted = {
  'pipeline-folder': [{ name: '\\churn-model', description: 'Pipelines' }],
};

function foundOf(description: string) {
  return {
    'pipeline-folder': [
      {
        id: '\\churn-model',
        name: '\\Churn-Model',
        description,
        url: 'https://folders',
      },
    ],
  };
}

describe('a pipeline folder', () => {
  it('is created where there is none', () => {
    const change = planOne('pipeline-folder', { wanted });
    expect(change.action).toBe('create');
    expect(fieldsOf(change)).toEqual([
      { field: 'description', before: undefined, after: 'Pipelines' },
    ]);
  });

  it('gets our description when it is ours', () => {
    const change = planOne('pipeline-folder', {
      wanted,
      found: foundOf(`Old\n${OUR_MARK}`),
    });
    expect(fieldsOf(change)).toEqual([
      { field: 'description', before: 'Old', after: 'Pipelines' },
    ]);
  });

  it.each(['', 'Made by hand', `Theirs\n${THEIR_MARK}`])(
    'is shared as it is when its description is %j, adopting or not',
    description => {
      for (const adopt of [true, false]) {
        const found = foundOf(description);
        expect(planOne('pipeline-folder', { wanted, found, adopt })).toEqual(
          expect.objectContaining({ action: 'unchanged' }),
        );
        expect(planResources({ found, prune: true }).changes).toEqual([]);
      }
    },
  );
});
