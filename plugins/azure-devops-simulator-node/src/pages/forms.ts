import { raw, Request, Response } from 'express';

const read = raw({ type: 'application/x-www-form-urlencoded', limit: '1mb' });

/** The fields of a form; none if the request carries something else. */
export function readForm(
  request: Request,
  response: Response,
): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    read(request, response, error => {
      if (error) {
        reject(error);
        return;
      }
      const body: unknown = request.body;
      resolve(
        new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : ''),
      );
    });
  });
}

/** A form sent by a page of another site, or by an old page of this one. */
export function isFromElsewhere(request: Request, origin: string): boolean {
  const { origin: from, 'sec-fetch-site': site } = request.headers;
  return (
    (from !== undefined && from !== origin) ||
    (site !== undefined && site !== 'same-origin')
  );
}
