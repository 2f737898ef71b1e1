import { systemClock } from './clock';

describe('the machine’s clock', () => {
  it('wakes up after a while', async () => {
    const before = systemClock.now();
    await systemClock.sleep(20);
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(15);
  });

  it('wakes up at once, with the reason, when it is told to', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
  });

  it('does not fall asleep after it was told not to', async () => {
    await expect(
      systemClock.sleep(60_000, AbortSignal.abort(new Error('enough'))),
    ).rejects.toThrow('enough');
  });
});
