import { checkInvalid } from '../../errors/distributedTaskErrors';
import { child, JsonObject, text } from '../../server/JsonBody';

/** Checks what a task takes as its inputs; which of them are refused is assumed. */
type InputsCheck = (inputs: JsonObject) => void;

function requireInput(inputs: JsonObject, name: string): string {
  const value = text(inputs, name);
  if (!value?.trim()) {
    throw checkInvalid(`The input ${name} of the check is empty.`);
  }
  return value;
}

function checkTruth(inputs: JsonObject, name: string): void {
  const value = text(inputs, name);
  if (value !== undefined && !/^(true|false)$/i.test(value)) {
    throw checkInvalid(
      `The input ${name} of the check is '${value}'; true or false is expected.`,
    );
  }
}

function checkBranches(inputs: JsonObject): void {
  requireInput(inputs, 'allowedBranches');
  checkTruth(inputs, 'ensureProtectionOfBranch');
  checkTruth(inputs, 'allowUnknownStatusBranch');
}

const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

function checkBusinessHours(inputs: JsonObject): void {
  const days = requireInput(inputs, 'businessDays').split(',');
  const unknown = days.filter(day => !weekdays.includes(day.trim()));
  if (unknown.length > 0) {
    throw checkInvalid(
      `The input businessDays of the check names '${unknown.join(
        ',',
      )}'; days such as Monday, separated by commas, are expected.`,
    );
  }
  requireInput(inputs, 'timeZone');
  for (const name of ['startTime', 'endTime']) {
    const value = requireInput(inputs, name);
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) {
      throw checkInvalid(
        `The input ${name} of the check is '${value}'; a time such as 08:00 is expected.`,
      );
    }
  }
}

/** The tasks that Azure DevOps evaluates itself; others are kept as they come. */
const knownTasks: ReadonlyMap<string, InputsCheck> = new Map<
  string,
  InputsCheck
>([
  ['86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b', checkBranches],
  ['445fde2f-6c39-441c-807f-8a59ff2e075f', checkBusinessHours],
]);

/** Settings of a task check: branch control, business hours, or a task of another kind. */
export function readTaskCheckSettings(settings: JsonObject): JsonObject {
  const definition = child(settings, 'definitionRef') ?? {};
  const missing = ['id', 'name', 'version'].filter(
    name => !text(definition, name),
  );
  if (missing.length > 0) {
    throw checkInvalid(
      `The check names no task: definitionRef lacks ${missing.join(', ')}.`,
    );
  }
  const inputs = child(settings, 'inputs') ?? {};
  const odd = Object.entries(inputs).find(
    ([, value]) => value !== null && typeof value !== 'string',
  );
  if (odd) {
    throw checkInvalid(
      `The input ${odd[0]} of the check is ${JSON.stringify(
        odd[1],
      )}; inputs are texts, such as "true".`,
    );
  }
  knownTasks.get((text(definition, 'id') ?? '').toLowerCase())?.(inputs);
  return settings;
}
