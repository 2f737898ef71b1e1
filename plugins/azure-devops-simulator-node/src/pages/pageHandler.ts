import { RequestHandler } from 'express';
import { notSimulated } from '../errors/protocolErrors';
import { lookUpProject } from '../routes/core/lookUpProject';
import { baseUrlOf } from '../server/apiHandler';
import { SimulatorEnvironment } from '../server/Environment';
import { environmentPage } from './environmentPages';
import { html } from './html';
import { layout } from './layout';
import { libraryPage } from './libraryPages';
import {
  organizationPage,
  projectOverviewPage,
  repositoryListPage,
  startPage,
} from './organizationPages';
import {
  PageNotFoundError,
  PageRequest,
  ProjectPageRequest,
} from './PageContext';
import { pipelinePage } from './pipelinePages';
import { repositoryPage } from './repositoryPages';
import { settingsPage } from './settingsPages';

type ProjectPage = (request: ProjectPageRequest) => string | Promise<string>;

const projectPages: ReadonlyMap<string, ProjectPage> = new Map<
  string,
  ProjectPage
>([
  [
    '_git',
    request =>
      request.rest.length > 0
        ? repositoryPage(request)
        : repositoryListPage(request),
  ],
  ['_build', pipelinePage],
  ['_environments', environmentPage],
  ['_library', libraryPage],
  ['_settings', settingsPage],
]);

/** No script runs, nothing is loaded from elsewhere, no other site may frame the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function findProject(request: PageRequest, name: string) {
  const project = lookUpProject(request.store, request.organization, name);
  if (!project) {
    throw new PageNotFoundError(`There is no project ${name}.`);
  }
  return project;
}

async function render(options: {
  readonly environment: SimulatorEnvironment;
  readonly origin: string;
  readonly path: string;
  readonly search: string;
}): Promise<string> {
  const { environment, origin, path, search } = options;
  const { store, repositories } = environment;
  const [organizationName, projectName, page, ...rest] = path
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  if (organizationName === undefined) {
    return startPage(store.list('organization', ''));
  }
  const organization = store.findByKey('organization', '', organizationName);
  if (!organization) {
    throw new PageNotFoundError(
      `There is no organization ${organizationName}.`,
    );
  }
  const request: PageRequest = {
    store,
    repositories,
    baseUrl: '',
    origin,
    organization,
    query: new URLSearchParams(search),
  };
  if (projectName === undefined) {
    return organizationPage(request);
  }
  const projectRequest: ProjectPageRequest = {
    ...request,
    project: findProject(request, projectName),
    rest,
  };
  if (page === undefined) {
    return projectOverviewPage(projectRequest);
  }
  const show = projectPages.get(page.toLowerCase());
  if (!show) {
    throw new PageNotFoundError(`The simulator has no page ${page}.`);
  }
  return show(projectRequest);
}

function notFoundPage(message: string): string {
  return layout({
    title: 'Not found',
    breadcrumbs: [{ label: 'Organizations', href: '/' }],
    body: html`<h1>Not found</h1>
      <p>${message}</p>`,
  });
}

/** The pages for people. They are readable without a token, since only this machine reaches them. */
export function pageHandler(environment: SimulatorEnvironment): RequestHandler {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw notSimulated(request.method, request.originalUrl.split('?')[0]);
    }
    const [path, search = ''] = request.originalUrl.split('?', 2);
    let status = 200;
    let body: string;
    try {
      body = await render({
        environment,
        origin: baseUrlOf(request),
        path,
        search,
      });
    } catch (error) {
      if (!(error instanceof PageNotFoundError)) {
        throw error;
      }
      status = 404;
      body = notFoundPage(error.message);
    }
    response
      .status(status)
      .set({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      })
      .end(body);
  };
}
