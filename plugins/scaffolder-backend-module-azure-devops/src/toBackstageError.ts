import { AzureDevOpsError } from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * Turns an answer of Azure DevOps into the portal's error of the same meaning.
 * The message stays Azure DevOps' own; the original is kept as `cause`.
 * Any other error passes through untouched.
 */
export function toBackstageError(error: unknown): unknown {
  if (!(error instanceof AzureDevOpsError)) {
    return error;
  }
  const { status, message } = error;
  switch (status) {
    case 203:
    case 302:
    case 401:
      return new AuthenticationError(message, error);
    case 403:
      return new NotAllowedError(message, error);
    case 404:
      return new NotFoundError(message, error);
    case 409:
      return new ConflictError(message, error);
    case 400:
      return new InputError(message, error);
    default:
      return new ServiceUnavailableError(message, error);
  }
}

/** Runs the work of an action; what Azure DevOps refuses comes out as an error of the portal. */
export async function withBackstageErrors<T>(
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toBackstageError(error);
  }
}
