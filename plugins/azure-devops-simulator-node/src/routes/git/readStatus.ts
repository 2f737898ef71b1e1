import { invalidArgument } from '../../errors/requestErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { child, JsonObject, text } from '../../server/JsonBody';

const states = [
  'notSet',
  'pending',
  'succeeded',
  'failed',
  'error',
  'notApplicable',
];

/** What a check outside has to say about a commit or a pull request. */
export interface GivenStatus {
  readonly state: string;
  readonly description?: string;
  readonly name: string;
  readonly genre?: string;
  readonly targetUrl?: string;
  readonly createdBy: string;
  readonly creationDate: string;
}

/** Reads a status; clients send the number of the state as well. */
export function readStatus(request: ApiRequest, body: JsonObject): GivenStatus {
  const context = child(body, 'context') ?? {};
  const given = text(body, 'state') ?? 'notSet';
  const state =
    states[Number(given)] ??
    states.find(name => name.toLowerCase() === given.toLowerCase());
  const name = text(context, 'name');
  if (!name || !state) {
    throw invalidArgument(
      `A status needs context.name and a state that is one of ${states.join(
        ', ',
      )}.`,
    );
  }
  const description = text(body, 'description');
  const targetUrl = text(body, 'targetUrl');
  const genre = text(context, 'genre');
  return {
    state,
    ...(description && { description }),
    name,
    ...(genre && { genre }),
    ...(targetUrl && { targetUrl }),
    createdBy: request.user.id,
    creationDate: request.timestamp,
  };
}
