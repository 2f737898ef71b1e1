import { Response } from 'express';
import { serviceUnavailable } from '../errors/requestErrors';
import { TakenFault } from './Faults';

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

/**
 * Acts out a failure.
 *
 * @returns true if the request is over with that, false if the work is to be done.
 */
export async function actOutFault(
  { fault, hold }: TakenFault,
  response: Response,
): Promise<boolean> {
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
  response
    .status(fault.status ?? 503)
    .set('content-type', 'application/json; charset=utf-8')
    .set(fault.headers ?? {})
    .end(fault.body ?? JSON.stringify(serviceUnavailable()));
  return true;
}
