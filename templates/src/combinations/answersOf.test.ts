import { answersOf } from './answersOf';
import type { Combination } from './templateOptions';

const combination = (backend: string): Combination => ({
  level: 1,
  problemType: 'regression',
  serving: 'none',
  backend,
});
const pilot = { name: 'pilot', level: 3, onlineCompute: 'managed' };
const churn = {
  name: 'churn',
  subscriptionId: 'id',
  subscriptionName: 'name',
  tenantId: 'tenant',
};

describe('answersOf', () => {
  it('takes the forms in turn, and from each what is no option', () => {
    const made = answersOf(['local', 'local', 'local'].map(combination), [
      pilot,
      churn,
    ]);
    expect(made.map(({ answers }) => answers)).toEqual([
      { name: 'pilot', ...combination('local') },
      { ...churn, ...combination('local') },
      { name: 'pilot', ...combination('local') },
    ]);
  });

  it('gives what runs on Azure a form with a subscription', () => {
    const made = answersOf(['azureml', 'azureml'].map(combination), [
      pilot,
      churn,
    ]);
    expect(made.map(({ answers }) => answers.name)).toEqual(['churn', 'churn']);
    expect(() => answersOf([combination('azureml')], [pilot])).toThrow(
      'No form names a subscription (subscriptionId, subscriptionName, tenantId).',
    );
  });
});
