import { RequestHandler } from 'express';
import { GitHttpBackend } from '../git/GitHttpBackend';
import { recordPush } from '../git/recordPush';
import { findRepository } from '../routes/git/findRepository';
import { AzureDevOpsError } from '../errors/AzureDevOpsError';
import { organizationUnknown, projectUnknown } from '../errors/coreErrors';
import { gitPermissionMissing } from '../errors/gitErrors';
import { Authenticator } from './Authenticator';
import { SimulatorEnvironment } from './Environment';
import { refuseUnknownToken } from './refusals';

const gitPath =
  /^\/([^/]+)\/(?:([^/]+)\/)?_git\/([^/]+)\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Serves `/<organization>/<project>/_git/<repository>` to git clients; other paths pass by. */
export function gitHandler(options: {
  readonly environment: SimulatorEnvironment;
  readonly authenticator: Authenticator;
}): RequestHandler {
  const { environment, authenticator } = options;
  const backend = new GitHttpBackend();
  return async (request, response, next) => {
    const [path, query = ''] = request.originalUrl.split('?', 2);
    const match = gitPath.exec(path);
    if (!match) {
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
    const [organizationName, projectName, repositoryName] = match
      .slice(1, 4)
      .map(part => decodeURIComponent(part ?? ''));
    const service = match[4];
    const isPush =
      service === 'git-receive-pack' ||
      query.includes('service=git-receive-pack');
    try {
      const organization = environment.store.findByKey(
        'organization',
        '',
        organizationName,
      );
      if (!organization) {
        throw organizationUnknown(organizationName);
      }
      // Without a project, the repository of the same name in the project of the same name is meant.
      const wanted = projectName || repositoryName;
      const byId = environment.store.get('project', wanted);
      const project =
        byId?.organization === organization.name
          ? byId
          : environment.store.findByKey('project', organization.name, wanted);
      if (!project) {
        throw projectUnknown(wanted);
      }
      const repository = findRepository({
        store: environment.store,
        organization,
        project,
        nameOrId: repositoryName,
      });
      if (isPush && authentication.access === 'read') {
        throw gitPermissionMissing(
          authentication.user.displayName,
          'GenericContribute',
        );
      }
      await backend.serve({
        request,
        response,
        root: environment.repositories.directory,
        folder: environment.repositories.folderName(repository.id),
        service,
        query,
        user: authentication.user.mail,
        onPush: async commands => {
          await recordPush({
            environment,
            repositoryId: repository.id,
            user: authentication.user,
            commands,
          });
        },
      });
    } catch (error) {
      if (!(error instanceof AzureDevOpsError) || response.headersSent) {
        throw error;
      }
      // Git shows a plain-text body to the person at the terminal.
      response
        .status(error.status)
        .set('content-type', 'text/plain; charset=utf-8')
        .end(`${error.message}\n`);
    }
  };
}
