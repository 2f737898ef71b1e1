import { RequestHandler, Response } from 'express';
import { noObject } from '../git/BareRepository';
import { GitHttpBackend } from '../git/GitHttpBackend';
import { PushCommand } from '../git/pushCommands';
import { PushInProgress } from '../git/PushesInProgress';
import { recordPush } from '../git/recordPush';
import { lookUpProject } from '../routes/core/lookUpProject';
import { findRepository } from '../routes/git/findRepository';
import { guardEnvironment } from '../git/referenceGuard';
import { guardedBranches } from '../routes/policy/branchProtection';
import { RepositoryRecord, UserRecord } from '../store/records';
import { actingContext } from './ActingContext';
import { Store } from '../store/Store';
import { AzureDevOpsError } from '../errors/AzureDevOpsError';
import { organizationUnknown, projectUnknown } from '../errors/coreErrors';
import { ownReferenceRefusal, pushRefusal } from '../errors/gitErrors';
import { Authenticator } from './Authenticator';
import { SimulatorEnvironment } from './Environment';
import { refuseUnknownToken } from './refusals';
import { requireGitScope } from './requireScope';

const gitPath =
  /^\/([^/]+)\/(?:([^/]+)\/)?_git\/([^/]+)\/(info\/refs|git-upload-pack|git-receive-pack)$/;

interface GitAddress {
  readonly organization: string;
  /** Without one, the project of the repository's own name is meant. */
  readonly project: string;
  readonly repository: string;
  readonly service: string;
}

function parseAddress(path: string): GitAddress | undefined {
  const match = gitPath.exec(path);
  if (!match) {
    return undefined;
  }
  const [organization, project, repository] = match
    .slice(1, 4)
    .map(part => decodeURIComponent(part ?? ''));
  return {
    organization,
    project: project || repository,
    repository,
    service: match[4],
  };
}

function repositoryAt(store: Store, address: GitAddress): RepositoryRecord {
  const organization = store.findByKey(
    'organization',
    '',
    address.organization,
  );
  if (!organization) {
    throw organizationUnknown(address.organization);
  }
  const project = lookUpProject(store, organization, address.project);
  if (!project) {
    throw projectUnknown(address.project);
  }
  return findRepository({
    store,
    organization,
    project,
    nameOrId: address.repository,
  });
}

/** Git shows a plain-text body to the person at the terminal. */
function sendAsText(response: Response, error: unknown): void {
  if (!(error instanceof AzureDevOpsError) || response.headersSent) {
    throw error;
  }
  response
    .status(error.status)
    .set('content-type', 'text/plain; charset=utf-8')
    .end(`${error.message}\n`);
}

/** For a client that wants no report: what the references look like now. */
async function carriedOut(
  environment: SimulatorEnvironment,
  repositoryId: string,
  commands: readonly PushCommand[],
): Promise<readonly PushCommand[]> {
  const bare = environment.repositories.open(repositoryId);
  const now = new Map(
    (await bare.references()).map(({ name, objectId }) => [name, objectId]),
  );
  return commands.filter(
    ({ name, newObjectId }) => (now.get(name) ?? noObject) === newObjectId,
  );
}

/** What git has to know for a push: that it may, and which branches can be changed by pull requests only. */
async function pushEnvironment(options: {
  readonly environment: SimulatorEnvironment;
  readonly repository: RepositoryRecord;
  readonly user: UserRecord;
}): Promise<Readonly<Record<string, string>>> {
  const { environment, repository, user } = options;
  const { store, repositories } = environment;
  const organization = store.findByKey(
    'organization',
    '',
    repository.organization,
  );
  const branches = await repositories
    .open(repository.id)
    .references('refs/heads');
  const guarded = organization
    ? guardedBranches(
        actingContext({ environment, organization, user }),
        repository,
        branches.map(({ name }) => name),
      )
    : [];
  return { ...repositories.pushEnvironment, ...guardEnvironment(guarded) };
}

/** Serves `/<organization>/<project>/_git/<repository>` to git clients; other paths pass by. */
export function gitHandler(options: {
  readonly environment: SimulatorEnvironment;
  readonly authenticator: Authenticator;
}): RequestHandler {
  const { environment, authenticator } = options;
  const backend = new GitHttpBackend();
  return async (request, response, next) => {
    const [path, query = ''] = request.originalUrl.split('?', 2);
    const address = parseAddress(path);
    if (!address) {
      next();
      return;
    }
    const authentication = authenticator.authenticate(
      request.headers.authorization,
    );
    if (authentication.outcome !== 'accepted') {
      refuseUnknownToken(response);
      return;
    }
    const { user } = authentication;
    const isPush =
      address.service === 'git-receive-pack' ||
      query.includes('service=git-receive-pack');
    let inProgress: PushInProgress | undefined;
    try {
      const repository = repositoryAt(environment.store, address);
      requireGitScope(authentication, isPush);
      const repositoryId = repository.id;
      await backend.serve({
        request,
        response,
        root: environment.repositories.directory,
        folder: environment.repositories.folderName(repositoryId),
        service: address.service,
        query,
        user: user.mail,
        pushEnvironment: isPush
          ? await pushEnvironment({ environment, repository, user })
          : {},
        refusalOf: name =>
          name.startsWith('refs/pull/') ? ownReferenceRefusal : pushRefusal,
        onPushReceived: () => {
          inProgress = environment.repositories.pushes.begin(repositoryId);
        },
        onPushDone: async ({ commands, accepted }) => {
          await recordPush({
            environment,
            repositoryId,
            user,
            commands: accepted
              ? commands.filter(({ name }) => accepted.has(name))
              : await carriedOut(environment, repositoryId, commands),
            ...(inProgress && { inProgress }),
          });
        },
      });
    } catch (error) {
      sendAsText(response, error);
    } finally {
      inProgress?.end();
    }
  };
}
