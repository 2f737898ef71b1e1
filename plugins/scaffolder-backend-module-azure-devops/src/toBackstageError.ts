import { DesiredStateError } from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  AzureDevOpsError,
  type FailureKind,
  MissingSecretError,
  PartialProvisioningError,
  ResourceConflictError,
  UnknownIdentityError,
  UnknownReferenceError,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

type PortalError = new (message: string) => Error;

const ERROR_OF_FAILURE: Readonly<Record<FailureKind, PortalError>> = {
  'not-signed-in': AuthenticationError,
  forbidden: NotAllowedError,
  'not-found': NotFoundError,
  'already-exists': ConflictError,
  outdated: ConflictError,
  invalid: InputError,
  throttled: ServiceUnavailableError,
  unavailable: ServiceUnavailableError,
  connection: ServiceUnavailableError,
  timeout: ServiceUnavailableError,
  unexpected: ServiceUnavailableError,
};

/**
 * Turns what went wrong into the portal's error of the same meaning.
 * The message stays the one of the original, which is kept as `cause`.
 * Any other error, such as the reason of an aborted signal, passes through untouched.
 */
export function toBackstageError(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return error;
  }
  const Counterpart = findCounterpart(
    error instanceof PartialProvisioningError ? error.cause : error,
  );
  return Counterpart === undefined
    ? error
    : // Not by the constructor, which would repeat the cause in the message.
      Object.defineProperty(new Counterpart(error.message), 'cause', {
        value: error,
        enumerable: false,
      });
}

function findCounterpart(error: unknown): PortalError | undefined {
  if (error instanceof AzureDevOpsError) {
    return ERROR_OF_FAILURE[error.kind];
  }
  if (error instanceof ResourceConflictError) {
    return ConflictError;
  }
  const isInput =
    error instanceof DesiredStateError ||
    error instanceof MissingSecretError ||
    error instanceof UnknownIdentityError ||
    error instanceof UnknownReferenceError;
  return isInput ? InputError : undefined;
}

/** Runs the work of an action; what goes wrong comes out as an error of the portal. */
export async function withBackstageErrors<T>(
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toBackstageError(error);
  }
}
