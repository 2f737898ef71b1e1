import { RequestHandler } from 'express';
import { SimulatorEnvironment } from '../server/Environment';
import { notSimulated } from '../errors/protocolErrors';

/** Placeholder until the pages are in. */
export function pageHandler(
  _environment: SimulatorEnvironment,
): RequestHandler {
  return (request, _response) => {
    throw notSimulated(request.method, request.originalUrl);
  };
}
