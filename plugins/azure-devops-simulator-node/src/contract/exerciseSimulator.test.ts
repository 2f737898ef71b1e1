import { withSimulator } from '../testing/withSimulator';
import { exerciseSimulator } from './exerciseSimulator';

describe('the exercise of every operation', () => {
  const context = withSimulator();

  it.each(['7.1', '7.2'] as const)(
    'gets the expected status everywhere in version %s',
    async version => {
      const { url, token } = context.simulator;
      const result = await exerciseSimulator({ url, token, version });
      expect(result.unexpected).toEqual([]);
      expect(result.calls).toBeGreaterThan(250);
    },
  );
});
