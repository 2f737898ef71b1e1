import { createCheckProvider } from './checkProvider';

/** The lock among the kinds of checks; the same id in every organization. */
const TYPE = {
  id: '2ef31ad6-baa0-403a-8b45-2cbc9b4e5563',
  name: 'ExclusiveLock',
};

/** Exclusive lock. */
export const exclusiveLockCheckProvider =
  createCheckProvider<'exclusive-lock-check'>({
    type: TYPE,
    toWire: ({ timeoutMinutes }) => ({ timeout: timeoutMinutes, settings: {} }),
    fromWire: (base, { timeout }) => ({
      ...base,
      timeoutMinutes: timeout ?? 0,
    }),
  });
