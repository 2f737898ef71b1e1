import {
  secureFileExists,
  secureFileInvalid,
  secureFileNotReadable,
  secureFileUnknown,
} from '../../errors/distributedTaskErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, isJsonObject, JsonObject, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { SecureFileRecord } from '../../store/SecureFileRecord';
import { identityRef } from '../../wire/identityRef';
import { removeProtection } from '../checks/protectedResources';
import { nameProblem } from '../nameRules';

/** The real service takes no larger file. */
const largestFile = 10 * 1024 * 1024;

function wire(request: ApiRequest, file: SecureFileRecord) {
  return {
    id: file.id,
    name: file.name,
    properties: file.properties,
    createdBy: identityRef(request, file.createdBy),
    createdOn: file.createdOn,
    modifiedBy: identityRef(request, file.modifiedBy),
    modifiedOn: file.modifiedOn,
  };
}

function put(request: ApiRequest, file: SecureFileRecord): void {
  request.store.put('secureFile', file, {
    scope: file.projectId,
    key: file.name,
  });
}

function freeName(request: ApiRequest, name: string, ownId?: string): string {
  const problem = nameProblem('secureFile', name);
  if (problem) {
    throw secureFileInvalid(
      `The secure file name '${name}' cannot be used: ${problem}.`,
    );
  }
  const other = request.store.findByKey('secureFile', request.project.id, name);
  if (other && other.id !== ownId) {
    throw secureFileExists(name);
  }
  return name;
}

function find(request: ApiRequest, id: string): SecureFileRecord {
  const file = request.store.get('secureFile', id.toLowerCase());
  if (file?.projectId !== request.project.id) {
    throw secureFileUnknown(id);
  }
  return file;
}

const requested = (request: ApiRequest) =>
  find(request, request.parameter('secureFileId'));

function listFiles(request: ApiRequest) {
  const pattern = request.query('namePattern')?.toLowerCase();
  const ids = request.queryList('secureFileIds').map(id => id.toLowerCase());
  const names = request
    .queryList('secureFileNames')
    .map(name => name.toLowerCase());
  const matches = (name: string) =>
    pattern === undefined ||
    (pattern.endsWith('*')
      ? name.startsWith(pattern.slice(0, -1))
      : name === pattern);
  const files = request.store
    .list('secureFile', request.project.id)
    .filter(
      ({ id, name }) =>
        matches(name.toLowerCase()) &&
        (ids.length === 0 || ids.includes(id)) &&
        (names.length === 0 || names.includes(name.toLowerCase())),
    );
  return list(files.map(file => wire(request, file)));
}

function upload(request: ApiRequest) {
  const name = freeName(request, request.requiredQuery('name'));
  const found = request.contentType.split(';')[0].trim().toLowerCase();
  if (found !== 'application/octet-stream') {
    throw secureFileInvalid(
      `A secure file is sent as application/octet-stream, not as '${found}'.`,
    );
  }
  const { bytes } = request;
  if (bytes.length === 0 || bytes.length > largestFile) {
    throw secureFileInvalid(
      `The secure file '${name}' has ${bytes.length} bytes; it must have 1 to ${largestFile}.`,
    );
  }
  const file: SecureFileRecord = {
    id: request.environment.random.uuid(),
    projectId: request.project.id,
    name,
    properties: {},
    content: Buffer.from(bytes).toString('base64'),
    createdBy: request.user.id,
    createdOn: request.timestamp,
    modifiedBy: request.user.id,
    modifiedOn: request.timestamp,
  };
  put(request, file);
  return json(wire(request, file));
}

/** Name and properties can change; the content is replaced by a new file only. */
function changed(
  request: ApiRequest,
  file: SecureFileRecord,
  body: JsonObject,
): SecureFileRecord {
  const properties = child(body, 'properties');
  return {
    ...file,
    name: freeName(request, text(body, 'name') ?? file.name, file.id),
    properties: properties
      ? Object.fromEntries(
          Object.entries(properties).map(([key, value]) => [
            key,
            String(value),
          ]),
        )
      : file.properties,
    modifiedBy: request.user.id,
    modifiedOn: request.timestamp,
  };
}

function update(request: ApiRequest) {
  const file = changed(request, requested(request), request.objectBody());
  put(request, file);
  return json(wire(request, file));
}

function updateMany(request: ApiRequest) {
  const files = request.store.transaction(() =>
    request.arrayBody().map(entry => {
      const body = isJsonObject(entry) ? entry : {};
      const file = find(request, text(body, 'id') ?? '');
      const next = changed(request, file, body);
      put(request, next);
      return next;
    }),
  );
  return list(files.map(file => wire(request, file)));
}

function getFile(request: ApiRequest) {
  const file = requested(request);
  if (request.flag('download') || request.query('ticket')) {
    throw secureFileNotReadable(file.id);
  }
  return json(wire(request, file));
}

function remove(request: ApiRequest) {
  const file = requested(request);
  request.store.transaction(() => {
    removeProtection(request, 'securefile', file.id);
    request.store.remove('secureFile', file.id);
  });
  return noContent();
}

const all = '{project}/_apis/distributedtask/securefiles';
const one = `${all}/{secureFileId}`;

/** Secure files. No specification names them: the operations are those of the published clients. */
export const secureFileRoutes: readonly Route[] = [
  { method: 'GET', path: all, preview: true, handle: listFiles },
  { method: 'POST', path: all, preview: true, upload: true, handle: upload },
  { method: 'PATCH', path: all, preview: true, handle: updateMany },
  { method: 'GET', path: one, preview: true, handle: getFile },
  { method: 'PATCH', path: one, preview: true, handle: update },
  { method: 'DELETE', path: one, preview: true, handle: remove },
];
