import { contentTypeNotSupported } from '../errors/protocolErrors';
import { invalidArgument } from '../errors/requestErrors';
import { ApiRequest } from './ApiRequest';
import { isJsonObject, property, text } from './JsonBody';

/** One operation of a JSON patch. */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}

const patchType = 'application/json-patch+json';
const operations = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

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
    const op = text(entry, 'op')?.toLowerCase() ?? '';
    if (!operations.includes(op)) {
      throw invalidArgument(
        `The operation '${op}' of the JSON patch is none of ${operations.join(
          ', ',
        )}.`,
      );
    }
    return {
      op,
      path: text(entry, 'path') ?? '',
      value: property(entry, 'value'),
    };
  });
}
