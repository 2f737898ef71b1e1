import { YamlPlace } from '../YamlTree';
import { FileEnvironment, PipelineFile } from './Expansion';

/**
 * Finds the file that a template reference means: from the including file on,
 * or from the root of its repository with a leading slash; `@alias` names
 * another repository, `@self` the pipeline's own.
 * Rule: process/templates, references to template paths and other repositories.
 *
 * @returns undefined once the problem has been told
 */
export async function locateTemplate(
  reference: string,
  options: {
    readonly place: YamlPlace;
    readonly environment: FileEnvironment;
  },
): Promise<PipelineFile | undefined> {
  const { place, environment } = options;
  const { expansion, file } = environment;
  const { problems, repositories } = expansion;
  const [, written, alias] = /^(.*?)(?:@([^@/\\]+))?$/s.exec(reference) ?? [];
  const repository = alias ?? file.repository;
  const isSelf = repository.toLowerCase() === 'self';
  const path = resolvePath(written ?? '', alias === undefined ? file.path : '');
  if (path === undefined) {
    problems.report(
      place,
      `The template path ${reference} leads out of its repository.`,
    );
    return undefined;
  }
  const resource = repositories.get(repository);
  if (!isSelf && !resource) {
    problems.report(
      place,
      `The repository '${repository}' of the template ${reference} is not defined. Add it to resources.repositories`,
    );
    return undefined;
  }
  const source =
    alias === undefined ? file.source : await repositories.open(repository);
  if (!source) {
    problems.report(
      place,
      `The repository ${
        resource?.name ?? repository
      } of the template ${reference} could not be found, or has no branch ${
        resource?.ref ?? 'by default'
      }, or may not be read.`,
    );
    return undefined;
  }
  return {
    path,
    displayName: isSelf ? `/${path}` : `/${path}@${repository}`,
    repository: isSelf ? 'self' : repository,
    source,
    depth: file.depth + 1,
  };
}

function resolvePath(written: string, from: string): string | undefined {
  const text = written.replace(/\\/g, '/');
  const start = text.startsWith('/') ? [] : from.split('/').slice(0, -1);
  const path: string[] = [...start];
  for (const segment of text.split('/')) {
    if (segment === '..') {
      if (path.pop() === undefined) {
        return undefined;
      }
    } else if (segment !== '' && segment !== '.') {
      path.push(segment);
    }
  }
  return path.join('/');
}
