import { isError } from '@backstage/errors';
import { AzureDevOpsError, type FailedRequest } from './AzureDevOpsError';

/**
 * The JSON body of a success.
 *
 * @throws AzureDevOpsError when it breaks off, takes too long or is no JSON
 */
export async function readBody<Body>(
  response: Response,
  failed: FailedRequest,
  signal: AbortSignal | undefined,
): Promise<Body> {
  const text = await response.text().catch(cause => {
    signal?.throwIfAborted();
    const isTimeout = isError(cause) && cause.name === 'TimeoutError';
    throw AzureDevOpsError.fromFailure(
      isTimeout ? 'timeout' : 'connection',
      failed,
      cause,
    );
  });
  if (text === '' && (response.status === 204 || failed.method === 'DELETE')) {
    // Whoever removes something expects no body.
    return undefined as Body;
  }
  try {
    // The one place where the shape of an answer is taken on trust: Microsoft's specification.
    return JSON.parse(text) as Body;
  } catch (cause) {
    throw AzureDevOpsError.fromUnreadableBody(response, failed, cause);
  }
}
