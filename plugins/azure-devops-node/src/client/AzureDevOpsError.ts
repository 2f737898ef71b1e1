import { CustomErrorBase } from '@backstage/errors';
import {
  classifyAnswer,
  explainFailure,
  FailureKind,
  parseErrorBody,
  readActivityId,
  readMessageCode,
} from './dialect';

/** The call that failed. @public */
export interface FailedRequest {
  readonly method: string;
  readonly url: string;
  /** Area of the REST API in words, such as "variable groups". */
  readonly area: string;
  /** Whether it asks for a change; any method but GET does unless said otherwise. */
  readonly isWrite?: boolean;
}

interface Details {
  readonly kind: FailureKind;
  readonly request: FailedRequest;
  readonly status?: number;
  readonly typeKey?: string;
  readonly code?: string;
  readonly activityId?: string;
  readonly serviceMessage?: string;
  readonly cause?: unknown;
}

/**
 * A call that Azure DevOps refused or never answered.
 *
 * The message names the call, Azure DevOps' own words and the likely cause; it
 * holds no credentials.
 *
 * @public
 */
export class AzureDevOpsError extends CustomErrorBase {
  readonly kind: FailureKind;
  readonly method: string;
  /** Address without user, password and query. */
  readonly url: string;
  /** Status of the answer; `undefined` when none came. */
  readonly status: number | undefined;
  /** The service's name for the error, such as `ProjectDoesNotExistWithNameException`. */
  readonly typeKey: string | undefined;
  /** The service's code for the error, such as `TF200016`. */
  readonly code: string | undefined;
  readonly activityId: string | undefined;
  readonly serviceMessage: string | undefined;
  readonly likelyCause: string;

  private constructor(details: Details) {
    const { kind, request, status, serviceMessage } = details;
    const url = withoutSecrets(request.url);
    const likelyCause = explainFailure(kind, {
      area: request.area,
      isWrite: request.isWrite ?? request.method !== 'GET',
      typeKey: details.typeKey,
    });
    const answer =
      status === undefined ? 'got no answer' : `was answered with ${status}`;
    const words =
      serviceMessage === undefined ? '' : ` "${serviceMessage.trim()}"`;
    const activity =
      details.activityId === undefined
        ? ''
        : ` (activity ${details.activityId})`;
    super(
      `${request.method} ${url} ${answer}${words}: ${likelyCause}${activity}`,
    );
    this.name = 'AzureDevOpsError';
    this.kind = kind;
    this.method = request.method;
    this.url = url;
    this.status = status;
    this.typeKey = details.typeKey;
    this.code = details.code;
    this.activityId = details.activityId;
    this.serviceMessage = serviceMessage;
    this.likelyCause = likelyCause;
    if (details.cause !== undefined) {
      // Set here, not in the base class, which would repeat it in the message.
      Object.defineProperty(this, 'cause', {
        value: details.cause,
        enumerable: false,
      });
    }
  }

  /** Makes the error from an answer; reads its body. */
  static async fromResponse(
    response: Response,
    request: FailedRequest,
  ): Promise<AzureDevOpsError> {
    const { message, typeKey } = parseErrorBody(
      await response.text().catch(() => ''),
    );
    const code = readMessageCode(message);
    const { status } = response;
    return new AzureDevOpsError({
      kind: classifyAnswer({ status, code, typeKey }),
      request,
      status,
      typeKey,
      code,
      activityId: readActivityId(response.headers),
      serviceMessage: message,
    });
  }

  /** Makes the error for a call that got no answer. */
  static fromFailure(
    kind: 'connection' | 'timeout',
    request: FailedRequest,
    cause: unknown,
  ): AzureDevOpsError {
    return new AzureDevOpsError({ kind, request, cause });
  }

  /** Makes the error for a success whose body is not what the service promises. */
  static fromUnreadableBody(
    response: Response,
    request: FailedRequest,
    cause: unknown,
  ): AzureDevOpsError {
    return new AzureDevOpsError({
      kind: 'unexpected',
      request,
      status: response.status,
      activityId: readActivityId(response.headers),
      cause,
    });
  }
}

/** An address that can be shown: queries and user parts can carry secrets. */
function withoutSecrets(address: string): string {
  try {
    const url = new URL(address);
    return `${url.origin}${url.pathname}`;
  } catch {
    return address.split('?')[0];
  }
}
