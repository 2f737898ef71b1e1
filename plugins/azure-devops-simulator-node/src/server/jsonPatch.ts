import { contentTypeNotSupported } from '../errors/protocolErrors';
import { invalidArgument } from '../errors/requestErrors';
import { ApiRequest } from './ApiRequest';
import { isJsonObject, JsonObject, property, text } from './JsonBody';

/** One operation of a JSON patch. */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}

const patchType = 'application/json-patch+json';
/** In the order of their numbers, by which Microsoft's clients for Node and .NET send them. */
const operations = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/** An operation as a client sends it: its name in any case, or its number. */
function operationOf(entry: JsonObject): string {
  const op = property(entry, 'op');
  const name = typeof op === 'number' ? operations[op] : text(entry, 'op');
  const known = name?.toLowerCase() ?? '';
  if (!operations.includes(known)) {
    throw invalidArgument(
      `The operation '${
        op ?? ''
      }' of the JSON patch is none of ${operations.join(', ')}.`,
    );
  }
  return known;
}

/** The operations of a body that must be a JSON patch, sent as one. */
export function patchBody(request: ApiRequest): readonly PatchOperation[] {
  const found = request.contentType.split(';')[0].trim().toLowerCase();
  if (found !== patchType) {
    throw contentTypeNotSupported({
      method: request.method,
      found,
      expected: patchType,
    });
  }
  return request.arrayBody().map(entry => {
    if (!isJsonObject(entry)) {
      throw invalidArgument('Every operation of a JSON patch is an object.');
    }
    return {
      op: operationOf(entry),
      path: text(entry, 'path') ?? '',
      value: property(entry, 'value'),
    };
  });
}
