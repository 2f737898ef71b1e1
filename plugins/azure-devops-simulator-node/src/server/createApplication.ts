import express, { Express } from 'express';
import { pageHandler } from '../pages/pageHandler';
import { routes } from '../routes/routes';
import { apiHandler } from './apiHandler';
import { Authenticator } from './Authenticator';
import { controlHandler, controlPath } from './controlHandler';
import { SimulatorEnvironment } from './Environment';
import { errorHandler } from './errorHandler';
import { gitHandler } from './gitHandler';
import { RateLimit } from './RateLimit';
import { readBody } from './requestBody';
import {
  isApiPath,
  requestContext,
  RequestContextOptions,
} from './requestContext';

export interface ApplicationOptions
  extends Omit<RequestContextOptions, 'random'> {
  readonly environment: SimulatorEnvironment;
  readonly rateLimit: RateLimit;
  readonly onError?: (error: unknown) => void;
}

/** The way of every request: context, git, REST, pages, errors. */
export function createApplication(options: ApplicationOptions): Express {
  const { environment, onError } = options;
  const authenticator = new Authenticator(environment);
  const api = apiHandler({
    environment,
    authenticator,
    routes,
    hidden: options.hidden,
    statistics: options.statistics,
    rateLimit: options.rateLimit,
  });
  const pages = pageHandler(environment);
  const application = express();
  application.disable('x-powered-by');
  application.disable('etag');
  application.use(requestContext({ ...options, random: environment.random }));
  application.use(
    controlPath,
    readBody,
    controlHandler({
      authenticator,
      faults: options.faults,
      hidden: options.hidden,
      rateLimit: options.rateLimit,
    }),
  );
  application.use(gitHandler({ environment, authenticator }));
  application.use((request, response, next) => {
    if (!isApiPath(request.originalUrl.split('?')[0])) {
      next();
      return;
    }
    readBody(request, response, error =>
      error
        ? next(error)
        : Promise.resolve(api(request, response, next)).catch(next),
    );
  });
  application.use(pages);
  application.use(errorHandler(onError));
  return application;
}
