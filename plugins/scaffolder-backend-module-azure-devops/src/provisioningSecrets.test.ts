import { ConfigReader } from '@backstage/config';
import { provisioningSecrets } from './provisioningSecrets';

const config = new ConfigReader({
  azureMlops: {
    provisioning: { secrets: { shared: 'server', own: 'server' } },
  },
});

describe('the secrets of provisioning', () => {
  it("are the server's and those of the step, which come first", () => {
    expect(
      provisioningSecrets({ config, given: { own: 'step', more: 'step' } }),
    ).toEqual({ shared: 'server', own: 'step', more: 'step' });
  });

  it('have no empty ones', () => {
    expect(provisioningSecrets({ config, given: { more: '' } })).toEqual({
      shared: 'server',
      own: 'server',
    });
  });

  it('are none where nothing is configured', () => {
    expect(provisioningSecrets({ config: new ConfigReader({}) })).toEqual({});
  });
});
