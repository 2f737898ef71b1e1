import { RequestHandler, raw } from 'express';
import { malformedBody } from '../errors/requestErrors';

const largestBody = '128mb';

/** Reads the whole body as bytes, whatever its declared type. */
export const readBody: RequestHandler = raw({
  type: () => true,
  limit: largestBody,
});

/** What is nested deeper can be read, but not written again. */
const deepestNesting = 100;

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestNesting) {
      return true;
    }
    level = level.flatMap(inner =>
      typeof inner === 'object' && inner !== null ? Object.values(inner) : [],
    );
  }
  return false;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedBody(error instanceof Error ? error.message : String(error));
  }
}

/** The JSON value of a body that `readBody` has read. */
export function parseBody(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) {
    return undefined;
  }
  const value = parseJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  if (isTooDeep(value)) {
    throw malformedBody(`it is nested deeper than ${deepestNesting} levels`);
  }
  return value;
}
