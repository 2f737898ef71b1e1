/** What a handler gives back. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export const jsonType = 'application/json; charset=utf-8';

export function json(
  value: unknown,
  options: { readonly status?: number } = {},
): ApiAnswer {
  return {
    status: options.status ?? 200,
    headers: { 'content-type': jsonType },
    body: JSON.stringify(value),
  };
}

/** A collection; they travel as `{ count, value }`. */
export function list(
  values: readonly unknown[],
  options: { readonly continuationToken?: string } = {},
): ApiAnswer {
  const answer = json({ count: values.length, value: values });
  return options.continuationToken === undefined
    ? answer
    : {
        ...answer,
        headers: {
          ...answer.headers,
          'x-ms-continuationtoken': options.continuationToken,
        },
      };
}

export function noContent(): ApiAnswer {
  return { status: 204, headers: {} };
}

export function content(options: {
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly fileName?: string;
}): ApiAnswer {
  const disposition = options.fileName && {
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(
      options.fileName,
    )}`,
  };
  return {
    status: 200,
    headers: { 'content-type': options.type, ...disposition },
    body: options.body,
  };
}
