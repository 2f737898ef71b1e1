import { ErrorRequestHandler } from 'express';
import { AzureDevOpsError } from '../errors/AzureDevOpsError';
import { bodyTooLarge, invalidArgument } from '../errors/requestErrors';
import { UniqueKeyError } from '../store/Store';
import { json } from './ApiAnswer';
import { sendAnswer } from './apiHandler';

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number'
    ? error.status
    : undefined;
}

function toAzureDevOpsError(error: unknown): AzureDevOpsError {
  if (error instanceof AzureDevOpsError) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof URIError) {
    return invalidArgument('The path is not percent-encoded properly.');
  }
  if (error instanceof UniqueKeyError) {
    return new AzureDevOpsError({
      status: 409,
      typeKey: 'VssServiceException',
      message,
    });
  }
  const status = statusOf(error);
  if (status === 413) {
    return bodyTooLarge();
  }
  return new AzureDevOpsError({
    status: status ?? 500,
    typeKey: 'VssServiceException',
    message: `TF400898: An internal error occurred in the simulator: ${message}`,
  });
}

/** Turns whatever went wrong into an error of Azure DevOps' kind. */
export function errorHandler(
  onError?: (error: unknown) => void,
): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const answer = toAzureDevOpsError(error);
    // Azure DevOps itself answers some mistakes of a client with 500.
    if (answer.status >= 500 && !(error instanceof AzureDevOpsError)) {
      onError?.(error);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendAnswer(response, json(answer, { status: answer.status }));
  };
}
