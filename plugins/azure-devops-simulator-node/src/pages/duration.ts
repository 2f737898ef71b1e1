/** The time between two moments, as people say it; empty if it has not started. */
export function duration(
  start: string | undefined,
  finish: string | undefined,
  now: Date,
): string {
  if (start === undefined) {
    return '';
  }
  const end = finish === undefined ? now.getTime() : Date.parse(finish);
  const milliseconds = Math.max(0, end - Date.parse(start));
  if (milliseconds < 1000) {
    return finish === undefined ? '0s' : '<1s';
  }
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
  ];
  const parts = [
    hours > 0 && `${hours}h`,
    (hours > 0 || minutes > 0) && `${minutes}m`,
    hours === 0 && `${seconds % 60}s`,
  ];
  return parts.filter(Boolean).join(' ');
}
