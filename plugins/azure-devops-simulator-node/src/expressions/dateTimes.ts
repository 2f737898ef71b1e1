const written =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,7}))?(Z|[+-]\d{1,2}:\d{1,2})?$/;

const two = (value: number) => String(value).padStart(2, '0');

const minutesOf = (offset: string | undefined): number => {
  if (offset === undefined || offset === 'Z') {
    return 0;
  }
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};

/** @returns undefined if the text is no date with a time. Without an offset it is in UTC. */
export function parseDateTime(text: string): Date | undefined {
  const match = written.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [
    1, 3, 4, 5, 6, 7,
  ].map(group => Number(match[group]));
  const milliseconds = Number((match[8] ?? '').padEnd(3, '0').slice(0, 3));
  const local = Date.UTC(
    year,
    month - 1,
    day,
    hour,
    minute,
    second,
    milliseconds,
  );
  const date = new Date(local);
  // The 30th of February would become a day in March.
  const isReal =
    year > 99 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return isReal ? new Date(local - minutesOf(match[9]) * 60_000) : undefined;
}

/** As `2026-01-31 13:05:00+00:00`: always in UTC. */
export function writeDateTime(date: Date): string {
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(
    date.getUTCDate(),
  )}`;
  const time = [
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ].map(two);
  return `${day} ${time.join(':')}+00:00`;
}
