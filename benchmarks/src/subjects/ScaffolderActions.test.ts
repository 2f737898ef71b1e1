import { ScaffolderActions } from './ScaffolderActions';

describe('ScaffolderActions', () => {
  it('finds our actions and the published ones in their packages, and names them where one is missing', async () => {
    const actions = await ScaffolderActions.load(
      { host: 'azure-devops.test', token: 'token' },
      '/nowhere',
    );
    const error: Error = await actions.run('azure:environment:create', {}).then(
      () => new Error('It ran'),
      thrown => thrown,
    );
    expect(error.message).toContain(
      'There is no action azure:environment:create',
    );
    for (const id of [
      'azure-devops:repository:ensure',
      'azure-devops:repository:push',
      'azure-devops:provision',
      'publish:azure',
      'azure:pipeline:create',
      'azure:pipeline:permit',
    ]) {
      expect(error.message).toContain(id);
    }
  });
});
