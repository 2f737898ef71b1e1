import { Store } from '../store/Store';
import { expandMacros } from './VariableTable';

/** Without `name:` in the file. */
export const defaultRunName = '$(Date:yyyyMMdd).$(Rev:r)';

const pad = (number: number, width: number) =>
  String(number).padStart(width, '0');

/** .NET's own letters for parts of a date; anything else stands as it is. */
export function formatDate(date: Date, format: string): string {
  const parts: Readonly<Record<string, string>> = {
    yyyy: pad(date.getUTCFullYear(), 4),
    yy: pad(date.getUTCFullYear() % 100, 2),
    MM: pad(date.getUTCMonth() + 1, 2),
    M: String(date.getUTCMonth() + 1),
    dd: pad(date.getUTCDate(), 2),
    d: String(date.getUTCDate()),
    HH: pad(date.getUTCHours(), 2),
    H: String(date.getUTCHours()),
    hh: pad(date.getUTCHours() % 12 || 12, 2),
    mm: pad(date.getUTCMinutes(), 2),
    m: String(date.getUTCMinutes()),
    ss: pad(date.getUTCSeconds(), 2),
    s: String(date.getUTCSeconds()),
  };
  return format.replace(
    /yyyy|yy|MM|M|dd|d|HH|H|hh|mm|m|ss|s/g,
    part => parts[part] ?? part,
  );
}

const dayOfYear = (date: Date) =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) -
      Date.UTC(date.getUTCFullYear(), 0, 0)) /
      86_400_000,
  );

/** Tokens that only the number of a run knows. */
function token(name: string, date: Date): string | undefined {
  const [kind, format] = name.split(/:(.*)/s, 2);
  switch (kind.toLowerCase()) {
    case 'date':
      return formatDate(date, format ?? 'yyyyMMdd');
    case 'year':
      return formatDate(date, format ?? 'yyyy');
    case 'month':
      return String(date.getUTCMonth() + 1);
    case 'dayofmonth':
      return String(date.getUTCDate());
    case 'dayofyear':
      return String(dayOfYear(date));
    case 'hours':
      return pad(date.getUTCHours(), 2);
    case 'minutes':
      return pad(date.getUTCMinutes(), 2);
    case 'seconds':
      return pad(date.getUTCSeconds(), 2);
    default:
      return undefined;
  }
}

/**
 * The number of a new run. `$(Rev:r)` counts the runs of the pipeline that
 * have everything else in common.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/run-number
 */
export function nextRunNumber(options: {
  readonly store: Store;
  readonly definitionId: string;
  readonly format: string;
  readonly date: Date;
  readonly valueOf: (name: string) => string | undefined;
}): { readonly number: string; readonly revision: number } {
  const { store, date, valueOf } = options;
  const pattern = expandMacros(
    options.format,
    name => token(name, date) ?? valueOf(name),
  );
  const revision = store.nextNumber(
    `build-number:${options.definitionId}:${pattern}`,
  );
  const number = pattern.replace(
    /\$\(rev:([^r)]*)(r+)\)/gi,
    (_, before: string, digits: string) =>
      `${before}${pad(revision, digits.length)}`,
  );
  return { number, revision };
}
