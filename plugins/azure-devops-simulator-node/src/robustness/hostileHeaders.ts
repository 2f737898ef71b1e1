/** Methods, known and not. */
export const methods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'get',
  'NONSENSE',
];

/** Names of query parameters that mean something, and one that must not. */
export const queryNames = [
  'api-version',
  '$top',
  '$skip',
  'continuationToken',
  '$expand',
  'path',
  'includeLinks',
  'versionDescriptor.version',
  'searchCriteria.$top',
  'searchCriteria.itemVersion.version',
  '__proto__',
];

/** Media types, for bodies and answers. */
export const types = [
  'application/json',
  'application/json-patch+json',
  'application/json; charset=utf-16',
  'application/json; api-version=nonsense',
  'text/html',
  'application/octet-stream',
  'multipart/form-data; boundary=x',
  ';;;',
  '*/*',
  'application/zip',
];

/** Credentials that nobody has. */
export const authorizations = [
  'Basic',
  'Basic %%%',
  'Basic Og==',
  'Bearer',
  'Bearer nonsense',
  'Digest username="x"',
  'Negotiate YII=',
  'Basic OmF6dXJl',
];

/** Headers that make trouble on their own. */
export const oddHeaders = [
  'Host: evil.example',
  'Transfer-Encoding: chunked',
  'Content-Encoding: gzip',
  'Content-Encoding: nonsense',
  'Expect: 100-continue',
  'Connection: upgrade',
  'Upgrade: websocket',
  'If-Match: "x"',
  'X-HTTP-Method-Override: DELETE',
  'X-Forwarded-Proto: javascript',
  'Range: bytes=9999-',
  'Cookie: UserAuthentication=x',
];
