import { toConfigurationKeys, toInputKeyPath } from './inputKeys';

describe('the input of an action', () => {
  it('gets the keys of the configuration, but names of variables and secrets stay', () => {
    expect(
      toConfigurationKeys({
        keyVault: undefined,
        approval: { minimumApprovers: 2 },
        statusChecks: [{ resetOnPush: true }],
        variables: { modelName: { settableAtQueueTime: true } },
        secrets: { apiKey: 'apiKey' },
      }),
    ).toEqual({
      approval: { minimum_approvers: 2 },
      status_checks: [{ reset_on_push: true }],
      variables: { modelName: { settable_at_queue_time: true } },
      secrets: { apiKey: 'apiKey' },
    });
  });

  it('is what messages point at', () => {
    expect(toInputKeyPath(['status_checks', 0, 'reset_on_push'])).toEqual([
      'statusChecks',
      0,
      'resetOnPush',
    ]);
    expect(toInputKeyPath(['variables', 'model_name'])).toEqual([
      'variables',
      'model_name',
    ]);
  });
});
