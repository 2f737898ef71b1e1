import { renderOutcomesAsMarkdown } from './resourceOutcome';

describe('a rendered list of outcomes', () => {
  it('links every resource and counts the outcomes', () => {
    expect(
      renderOutcomesAsMarkdown([
        {
          kind: 'environment',
          name: 'churn_model',
          outcome: 'created',
          url: 'https://dev.azure.com/contoso/a (b)/_environments/1',
          id: '1',
        },
        {
          kind: 'approval-check',
          name: 'prod',
          outcome: 'unchanged',
          url: 'https://x',
          id: '2',
        },
      ]),
    ).toBe(
      [
        '| Resource | Name | Outcome |',
        '| --- | --- | --- |',
        '| environment | [churn\\_model](<https://dev.azure.com/contoso/a (b)/_environments/1>) | created |',
        '| approval check | [prod](<https://x>) | unchanged |',
        '',
        '1 created, 0 updated, 1 unchanged.',
      ].join('\n'),
    );
  });
});
