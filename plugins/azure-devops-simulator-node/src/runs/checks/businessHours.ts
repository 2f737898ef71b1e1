import { JsonObject, text } from '../../server/JsonBody';
import { approved, rejected, Verdict, waiting } from './Verdict';

/** Names that Azure DevOps takes from Windows; names such as `Europe/Berlin` are understood without this. */
const zones: Readonly<Record<string, string>> = {
  'aus eastern standard time': 'Australia/Sydney',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'central standard time': 'America/Chicago',
  'china standard time': 'Asia/Shanghai',
  'eastern standard time': 'America/New_York',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'india standard time': 'Asia/Kolkata',
  'mountain standard time': 'America/Denver',
  'pacific standard time': 'America/Los_Angeles',
  'romance standard time': 'Europe/Paris',
  'singapore standard time': 'Asia/Singapore',
  'tokyo standard time': 'Asia/Tokyo',
  utc: 'UTC',
  'w. europe standard time': 'Europe/Berlin',
};

interface LocalTime {
  readonly weekday: string;
  /** `HH:mm` */
  readonly time: string;
}

function localTime(now: Date, zone: string): LocalTime | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: zones[zone.trim().toLowerCase()] ?? zone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(now);
    const part = (type: string) =>
      parts.find(candidate => candidate.type === type)?.value ?? '';
    return {
      weekday: part('weekday'),
      time: `${part('hour')}:${part('minute')}`,
    };
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Business hours: waits until the clock is between the two times of a chosen day.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/approvals#business-hours
 */
export function checkBusinessHours(inputs: JsonObject, now: Date): Verdict {
  const zone = text(inputs, 'timeZone') ?? 'UTC';
  const local = localTime(now, zone);
  if (!local) {
    return rejected(
      `The simulator does not know the time zone '${zone}' of the business hours.`,
    );
  }
  const days = (text(inputs, 'businessDays') ?? '')
    .split(',')
    .map(day => day.trim());
  const start = text(inputs, 'startTime') ?? '00:00';
  const end = text(inputs, 'endTime') ?? '24:00';
  return days.includes(local.weekday) && local.time >= start && local.time < end
    ? approved()
    : waiting(
        `It is ${local.weekday} ${
          local.time
        } in ${zone}; the business hours are ${start} to ${end} on ${days.join(
          ', ',
        )}.`,
      );
}
