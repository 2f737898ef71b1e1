import { lookUpProject } from '../routes/core/lookUpProject';
import { SimulatorEnvironment } from '../server/Environment';
import { environmentPage } from './environmentPages';
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
import { PageResult } from './PageResult';
import { pipelineForm, pipelinePage } from './pipelinePages';
import { Reader } from './Reader';
import { repositoryPage } from './repositoryPages';
import { settingsPage } from './settingsPages';

/** What a page is made from. */
export interface PageAddress {
  readonly environment: SimulatorEnvironment;
  readonly origin: string;
  readonly path: string;
  readonly search: string;
  readonly reader: Reader;
  /** A form of the page that somebody has sent, who has signed in. */
  readonly form?: URLSearchParams;
}

type ProjectPage = (
  request: ProjectPageRequest,
) => PageResult | Promise<PageResult>;

type ProjectForm = (
  request: ProjectPageRequest,
  form: URLSearchParams,
) => PageResult | Promise<PageResult>;

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

const projectForms: ReadonlyMap<string, ProjectForm> = new Map([
  ['_build', pipelineForm],
]);

const segmentsOf = (path: string) =>
  path.split('/').filter(Boolean).map(decodeURIComponent);

/** Whether there is a form at a path. Throws a `URIError` if it is not encoded properly. */
export function takesForm(path: string): boolean {
  return projectForms.has(segmentsOf(path)[2]?.toLowerCase() ?? '');
}

function findProject(request: PageRequest, name: string) {
  const project = lookUpProject(request.store, request.organization, name);
  if (!project) {
    throw new PageNotFoundError(`There is no project ${name}.`);
  }
  return project;
}

function findOrganization(address: PageAddress, name: string) {
  const { store } = address.environment;
  const organization = store.findByKey('organization', '', name);
  if (!organization) {
    throw new PageNotFoundError(`There is no organization ${name}.`);
  }
  return organization;
}

/** Renders the page at an address. Throws {@link PageNotFoundError} if there is none. */
export async function renderPage(address: PageAddress): Promise<PageResult> {
  const { environment, origin, reader, form } = address;
  const { store, repositories } = environment;
  const [organizationName, projectName, page, ...rest] = segmentsOf(
    address.path,
  );
  if (organizationName === undefined) {
    return startPage(store.list('organization', ''), reader);
  }
  const request: PageRequest = {
    store,
    repositories,
    baseUrl: '',
    origin,
    organization: findOrganization(address, organizationName),
    query: new URLSearchParams(address.search),
    environment,
    reader,
  };
  if (projectName === undefined) {
    return organizationPage(request);
  }
  const project = findProject(request, projectName);
  const projectRequest: ProjectPageRequest = { ...request, project, rest };
  if (page === undefined) {
    return projectOverviewPage(projectRequest);
  }
  const name = page.toLowerCase();
  const show = projectPages.get(name);
  if (!show) {
    throw new PageNotFoundError(`The simulator has no page ${page}.`);
  }
  return form
    ? projectForms.get(name)?.(projectRequest, form) ?? show(projectRequest)
    : show(projectRequest);
}
