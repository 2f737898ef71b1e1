import { projectPropertyInvalid } from '../../errors/coreErrors';
import { list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { PatchOperation, patchBody } from '../../server/jsonPatch';
import { Route } from '../../server/Route';
import { ProjectRecord } from '../../store/records';
import {
  defaultProcessTemplate,
  processTemplateProperty,
} from '../../wire/processTemplates';

type Properties = ProjectRecord['properties'];

/** What every project says of itself until it says something else. */
const usual: Properties = {
  [processTemplateProperty]: defaultProcessTemplate.id,
  'System.SourceControlGitEnabled': 'True',
  'System.SourceControlTfvcEnabled': 'False',
};

function requested(request: ApiRequest): ProjectRecord {
  return request.findProject(request.parameter('projectId'));
}

/** Names of properties are compared without regard to case; `keys` may end in a star. */
function isWanted(name: string, keys: readonly string[]): boolean {
  return keys.some(key =>
    key.endsWith('*')
      ? name.toLowerCase().startsWith(key.slice(0, -1))
      : name.toLowerCase() === key,
  );
}

function read(request: ApiRequest) {
  const properties = { ...usual, ...requested(request).properties };
  const keys = request.queryList('keys').map(key => key.toLowerCase());
  return list(
    Object.entries(properties)
      .filter(([name]) => keys.length === 0 || isWanted(name, keys))
      .map(([name, value]) => ({ name, value })),
  );
}

function changed(
  properties: Properties,
  { op, path, value }: PatchOperation,
): Properties {
  const name = /^\/([^/]+)$/.exec(path)?.[1];
  if (name === undefined) {
    throw projectPropertyInvalid(
      `The path '${path}' names no property; '/<name>' does.`,
    );
  }
  const own =
    Object.keys(properties).find(
      key => key.toLowerCase() === name.toLowerCase(),
    ) ?? name;
  if (op === 'remove') {
    const { [own]: gone, ...left } = properties;
    return left;
  }
  if (op !== 'add' && op !== 'replace') {
    throw projectPropertyInvalid(
      `The operation '${op}' on '${path}' is not supported; add, replace and remove are.`,
    );
  }
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    throw projectPropertyInvalid(
      `The value of '${path}' is neither a text, nor a number, nor true or false.`,
    );
  }
  return { ...properties, [own]: value };
}

function update(request: ApiRequest) {
  const project = requested(request);
  const properties = patchBody(request).reduce(changed, project.properties);
  request.store.put(
    'project',
    { ...project, properties },
    { scope: project.organization, key: project.name },
  );
  return noContent();
}

const path = '_apis/projects/{projectId}/properties';

/** Properties of projects, the process among them. */
export const projectPropertyRoutes: readonly Route[] = [
  { method: 'GET', path, preview: true, handle: read },
  { method: 'PATCH', path, preview: true, handle: update },
];
