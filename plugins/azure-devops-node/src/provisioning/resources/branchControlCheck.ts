import { createCheckProvider } from './checkProvider';
import {
  isTask,
  readTaskInputs,
  splitInput,
  TASK_CHECK_TYPE,
  writeTaskSettings,
} from './taskCheck';

const TASK = {
  id: '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b',
  name: 'evaluatebranchProtection',
  version: '0.0.1',
};

/** Branch control. */
export const branchControlCheckProvider =
  createCheckProvider<'branch-control-check'>({
    type: TASK_CHECK_TYPE,
    isOfKind: settings => isTask(settings, TASK),
    toWire: desired => ({
      timeout: desired.timeoutMinutes,
      settings: writeTaskSettings({
        task: TASK,
        displayName: 'Branch control',
        inputs: {
          allowedBranches: desired.allowedBranches.join(', '),
          ensureProtectionOfBranch: String(desired.requireProtection),
          allowUnknownStatusBranch: String(desired.allowUnknownProtection),
        },
      }),
    }),
    fromWire(base, { settings, timeout }) {
      const input = readTaskInputs(settings);
      const isTrue = (name: string) => input(name).toLowerCase() === 'true';
      return {
        ...base,
        allowedBranches: splitInput(input('allowedBranches')),
        requireProtection: isTrue('ensureProtectionOfBranch'),
        allowUnknownProtection: isTrue('allowUnknownStatusBranch'),
        timeoutMinutes: timeout ?? 0,
      };
    },
  });
