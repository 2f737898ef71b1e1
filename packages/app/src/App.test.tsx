import { render, screen } from '@testing-library/react';
import { App } from './App';

describe('the portal', () => {
  it('asks a visitor to sign in before it shows anything', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Portal under test', baseUrl: 'http://localhost' },
            auth: { providers: { guest: {} } },
            backend: { baseUrl: 'http://localhost' },
          },
        },
      ],
    } as unknown as NodeJS.ProcessEnv;

    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 60_000);
});
