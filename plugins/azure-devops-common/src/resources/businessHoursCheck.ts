import type { Fields } from '../plan/fieldChanges';
import { decideCheck, DesiredCheck, isCheckOurs, ObservedCheck } from './check';
import type { ResourceDefinition } from './ResourceDefinition';

/** A day of the week as Azure DevOps writes it. @public */
export const DAYS_OF_THE_WEEK = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

interface BusinessHours {
  readonly days: readonly (typeof DAYS_OF_THE_WEEK)[number][];
  /** `HH:MM`, 24 hours. */
  readonly start: string;
  /** `HH:MM`, 24 hours. */
  readonly end: string;
  /** Id of a time zone as Windows names them, such as `UTC` or `W. Europe Standard Time`. */
  readonly timeZone: string;
  readonly timeoutMinutes: number;
}

/** Lets runs use a resource at certain hours only. @public */
export interface DesiredBusinessHoursCheck
  extends DesiredCheck,
    BusinessHours {}

/** Business hours as they are. @public */
export interface ObservedBusinessHoursCheck
  extends ObservedCheck,
    BusinessHours {}

/** Business hours. @public */
export const businessHoursCheckDefinition: ResourceDefinition<'business-hours-check'> =
  {
    kind: 'business-hours-check',
    label: 'business hours',
    diff: (desired, observed, context) =>
      decideCheck({
        kind: 'business-hours-check',
        desired,
        observed,
        context,
        fieldsOfDesired: showHours(desired),
        fieldsOfObserved: showHours,
      }),
    isOurs: isCheckOurs,
  };

function showHours(hours: BusinessHours): Fields {
  return {
    days: DAYS_OF_THE_WEEK.filter(day => hours.days.includes(day)),
    start: hours.start,
    end: hours.end,
    'time zone': hours.timeZone,
    'timeout in minutes': hours.timeoutMinutes,
  };
}
