/** A line by which a script speaks to the agent: `##vso[area.event key=value;…]data`. */
export interface LoggingCommand {
  readonly area: string;
  readonly event: string;
  /** By lower-case name. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Rule: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands */
const escapes: readonly (readonly [RegExp, string])[] = [
  [/%0D/gi, '\r'],
  [/%0A/gi, '\n'],
  [/%5D/gi, ']'],
  [/%3B/gi, ';'],
  [/%AZP25/gi, '%'],
];

function unescape(text: string): string {
  return escapes.reduce(
    (current, [pattern, character]) => current.replace(pattern, character),
    text,
  );
}

/** Text as the data of a logging command. */
export function escapeCommandData(text: string): string {
  return text
    .replace(/%/g, '%AZP25')
    .replace(/\r/g, '%0D')
    .replace(/\n/g, '%0A');
}

/** The command in a line; it may have text in front, such as a time. */
export function parseLoggingCommand(line: string): LoggingCommand | undefined {
  const start = line.indexOf('##vso[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) {
    return undefined;
  }
  const head = line.slice(start + '##vso['.length, end);
  const space = head.indexOf(' ');
  const [area, event, ...more] = (space < 0 ? head : head.slice(0, space))
    .trim()
    .split('.');
  if (!area || !event || more.length > 0) {
    return undefined;
  }
  const properties: Record<string, string> = {};
  for (const pair of space < 0 ? [] : head.slice(space + 1).split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0) {
      const name = pair.slice(0, equals).trim().toLowerCase();
      properties[name] = unescape(pair.slice(equals + 1));
    }
  }
  return {
    area: area.toLowerCase(),
    event: event.toLowerCase(),
    properties,
    data: unescape(line.slice(end + 1)),
  };
}
