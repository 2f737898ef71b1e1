import { DAYS_OF_THE_WEEK } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { createCheckProvider } from './checkProvider';
import {
  isTask,
  readTaskInputs,
  splitInput,
  TASK_CHECK_TYPE,
  writeTaskSettings,
} from './taskCheck';

const TASK = {
  id: '445fde2f-6c39-441c-807f-8a59ff2e075f',
  name: 'evaluateBusinessHours',
  version: '0.0.1',
};

/** Business hours. */
export const businessHoursCheckProvider =
  createCheckProvider<'business-hours-check'>({
    type: TASK_CHECK_TYPE,
    isOfKind: settings => isTask(settings, TASK),
    toWire: desired => ({
      timeout: desired.timeoutMinutes,
      settings: writeTaskSettings({
        task: TASK,
        displayName: 'Business hours',
        inputs: {
          businessDays: desired.days.join(', '),
          timeZone: desired.timeZone,
          startTime: desired.start,
          endTime: desired.end,
        },
      }),
    }),
    fromWire(base, { settings, timeout }) {
      const input = readTaskInputs(settings);
      const days = splitInput(input('businessDays'));
      return {
        ...base,
        days: DAYS_OF_THE_WEEK.filter(day => days.includes(day)),
        start: input('startTime'),
        end: input('endTime'),
        timeZone: input('timeZone'),
        timeoutMinutes: timeout ?? 0,
      };
    },
  });
