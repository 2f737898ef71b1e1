import { Response } from 'express';
import { serviceUnavailable } from '../errors/requestErrors';
import { Fault, TakenFault } from './Faults';

/** Lets the work be done and then cuts the connection instead of answering. */
function dropWhenAnswering(response: Response): void {
  const cut = () => {
    response.socket?.destroy();
    return response;
  };
  response.writeHead = cut as typeof response.writeHead;
  response.write = (() => Boolean(cut())) as typeof response.write;
  response.end = cut as typeof response.end;
}

/** Lets the work be done and keeps the answer back. */
function holdWhenAnswering(response: Response, hold: TakenFault['hold']): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  let held: Promise<void> | undefined;
  const afterHold = (send: () => unknown) => {
    held ??= hold();
    held = held.then(() => void send());
  };
  response.write = ((...chunk: Parameters<typeof write>) => {
    afterHold(() => write(...chunk));
    return true;
  }) as typeof response.write;
  response.end = ((...chunk: Parameters<typeof end>) => {
    afterHold(() => end(...chunk));
    return response;
  }) as typeof response.end;
}

/** A fault that only slows a request down, adds to its answer or hides its effect. */
function letsPass(fault: Fault): boolean {
  return (
    fault.status === undefined &&
    fault.body === undefined &&
    (fault.delayMilliseconds !== undefined ||
      fault.passWithHeaders !== undefined ||
      fault.invisibleForReads !== undefined)
  );
}

/**
 * Acts out a failure.
 *
 * @returns true if the request is over with that, false if the work is to be done.
 */
export async function actOutFault(
  { fault, hold, delay }: TakenFault,
  response: Response,
): Promise<boolean> {
  if (fault.delayMilliseconds !== undefined) {
    await delay();
  }
  response.set(fault.passWithHeaders ?? {});
  if (fault.drop === 'before') {
    response.socket?.destroy();
    return true;
  }
  if (fault.drop === 'after') {
    dropWhenAnswering(response);
    return false;
  }
  if (fault.hold === 'before') {
    await hold();
    // A client that has gone meanwhile never asked, as far as the service can tell.
    return response.closed;
  }
  if (fault.hold === 'after') {
    holdWhenAnswering(response, hold);
    return false;
  }
  if (letsPass(fault)) {
    return response.closed;
  }
  response
    .status(fault.status ?? 503)
    .set('content-type', 'application/json; charset=utf-8')
    .set(fault.headers ?? {})
    .end(fault.body ?? JSON.stringify(serviceUnavailable()));
  return true;
}
