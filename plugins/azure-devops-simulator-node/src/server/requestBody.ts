import { RequestHandler, raw } from 'express';
import { malformedBody } from '../errors/requestErrors';

const largestBody = '128mb';

/** Reads the whole body as bytes, whatever its declared type. */
export const readBody: RequestHandler = raw({
  type: () => true,
  limit: largestBody,
});

/** The JSON value of a body that `readBody` has read. */
export function parseBody(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw malformedBody(error instanceof Error ? error.message : String(error));
  }
}
