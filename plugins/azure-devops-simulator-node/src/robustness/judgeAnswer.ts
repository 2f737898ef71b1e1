import { RawAnswer } from './RawConnection';

function readJson(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const gitService = /\/(info\/refs|git-(upload|receive)-pack)(\?|$)/;

/** What is wrong with an answer to a malformed request; undefined if Azure DevOps could have given it. */
export function judgeAnswer(
  request: { readonly method: string; readonly path: string },
  answer: RawAnswer | undefined,
): string | undefined {
  if (!answer) {
    return 'the connection was closed without an answer';
  }
  const { status, headers, body } = answer;
  // Bytes that are no HTTP do not get past the parser, which closes the connection.
  const isUnreadable =
    headers.get('connection') === 'close' &&
    body === '' &&
    [400, 431].includes(status);
  if (isUnreadable || status < 400 || status === 401) {
    return undefined;
  }
  if (request.method === 'HEAD' || gitService.test(request.path)) {
    return status < 500 || status === 501
      ? undefined
      : `status ${status}: ${body}`;
  }
  const type = headers.get('content-type') ?? '';
  if (!type.includes('json')) {
    return status < 500 && type.includes('html')
      ? undefined
      : `status ${status} as '${type}': ${body.slice(0, 100)}`;
  }
  const error = readJson(body);
  if (
    error?.$id !== '1' ||
    typeof error.message !== 'string' ||
    typeof error.typeKey !== 'string'
  ) {
    return `status ${status} without the shape of an error: ${body.slice(
      0,
      200,
    )}`;
  }
  const isOwnKind =
    status < 500 || status === 501 || error.typeKey !== 'VssServiceException';
  return isOwnKind ? undefined : `status ${status}: ${error.message}`;
}
