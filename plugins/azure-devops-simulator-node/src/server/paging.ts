import { ApiAnswer, list } from './ApiAnswer';
import { ApiRequest } from './ApiRequest';
import { invalidArgument } from '../errors/requestErrors';

/**
 * One page of a list: `$top` (or `top`) bounds it, and a continuation token in
 * the header leads to the next one. The token is the offset; clients must not
 * read anything into it.
 */
export function page<T>(
  request: ApiRequest,
  records: readonly T[],
  toWire: (record: T) => unknown,
  options: { readonly defaultTop?: number } = {},
): ApiAnswer {
  const top =
    request.queryNumber('$top') ??
    request.queryNumber('top') ??
    options.defaultTop ??
    1000;
  const skip = request.queryNumber('$skip') ?? 0;
  const token = request.query('continuationToken');
  const start = token === undefined ? skip : Number(token);
  if (!Number.isInteger(start) || start < 0) {
    throw invalidArgument(
      `The continuation token '${token}' is not one that this service gave out.`,
    );
  }
  const end = start + top;
  const selected = records.slice(start, end).map(toWire);
  return list(
    selected,
    end < records.length && top > 0 ? { continuationToken: String(end) } : {},
  );
}
