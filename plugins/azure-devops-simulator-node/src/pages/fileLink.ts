import { DefinitionRecord } from '../store/records';
import { repositoryWebUrl } from '../wire/gitWire';
import { html, Html } from './html';
import { link, ProjectPageRequest } from './PageContext';

/** The way to the file of a pipeline and to its repository. */
export function fileLink(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
): Html {
  const repository = request.store.get('repository', definition.repositoryId);
  const path = `/${definition.yamlFilename}`;
  return repository
    ? html`${link(
        `${repositoryWebUrl(request, repository)}?path=${encodeURIComponent(
          path,
        )}`,
        path,
      )}
      in ${link(repositoryWebUrl(request, repository), repository.name)}`
    : html`${path} in a repository that does not exist any more`;
}
