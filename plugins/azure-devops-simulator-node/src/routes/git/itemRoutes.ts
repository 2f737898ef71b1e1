import { itemUnknown, objectUnknown } from '../../errors/gitErrors';
import { BareRepository, TreeEntry } from '../../git/BareRepository';
import { zipArchive } from '../../git/zipArchive';
import { ApiAnswer, content, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { RepositoryRecord } from '../../store/records';
import { itemWire, repositoryUrl } from '../../wire/gitWire';
import { requestedRepository } from './findRepository';
import { normalPath } from './normalPath';
import { ResolvedVersion, resolveVersion } from './resolveVersion';

interface ItemQuery {
  readonly request: ApiRequest;
  readonly repository: RepositoryRecord;
  readonly bare: BareRepository;
  readonly version: ResolvedVersion;
  readonly entry: TreeEntry;
  readonly fileName: string;
  readonly hasMetadata?: boolean;
}

type Format = 'json' | 'text' | 'octetstream' | 'zip' | undefined;

function requestedFormat(request: ApiRequest): Format {
  const format = request.query('$format')?.toLowerCase();
  if (
    format === 'json' ||
    format === 'text' ||
    format === 'octetstream' ||
    format === 'zip'
  ) {
    return format;
  }
  const accept = request.accept.toLowerCase();
  const byType: readonly (readonly [string, Format])[] = [
    ['application/zip', 'zip'],
    ['application/octet-stream', 'octetstream'],
    ['text/plain', 'text'],
    ['application/json', 'json'],
  ];
  return byType.find(([type]) => accept.includes(type))?.[1];
}

async function findAt(
  request: ApiRequest,
  path: string,
  version: ResolvedVersion,
): Promise<ItemQuery> {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const normal = normalPath(path);
  const entry = await bare.entry(version.commit, normal);
  if (!entry) {
    throw itemUnknown({
      path: `/${normal}`,
      repository: repository.name,
      version: version.label,
      commit: version.commit,
    });
  }
  return {
    request,
    repository,
    bare,
    version,
    entry,
    fileName: normal.split('/').pop() || repository.name,
  };
}

async function find(request: ApiRequest, path: string): Promise<ItemQuery> {
  const version = await resolveVersion({
    request,
    repository: requestedRepository(request),
    prefixes: ['versionDescriptor.', ''],
  });
  return findAt(request, path, version);
}

function isBinary(data: Buffer): boolean {
  return data.subarray(0, 8000).includes(0);
}

function contentType(data: Buffer): string {
  return isBinary(data)
    ? 'application/octet-stream'
    : 'text/plain; charset=utf-8';
}

async function withContent(item: ItemQuery, entry: TreeEntry) {
  const { request, repository, bare, version } = item;
  const wire = itemWire(request, repository, entry, version.commit);
  const wantsContent = request.flag('includeContent') && entry.type === 'blob';
  const wantsMetadata =
    (item.hasMetadata || request.flag('includeContentMetadata')) &&
    entry.type === 'blob';
  if (!wantsContent && !wantsMetadata) {
    return wire;
  }
  const data = await bare.blob(entry.objectId);
  const name = entry.path.split('/').pop() ?? '';
  return {
    ...wire,
    ...(wantsContent && {
      content: data.toString(isBinary(data) ? 'base64' : 'utf8'),
    }),
    contentMetadata: {
      encoding: isBinary(data) ? -1 : 65001,
      contentType: isBinary(data) ? 'application/octet-stream' : 'text/plain',
      fileName: name,
      extension: name.includes('.')
        ? name.slice(name.lastIndexOf('.') + 1)
        : '',
      ...(isBinary(data) && { isBinary: true }),
    },
  };
}

async function asZip(item: ItemQuery): Promise<ApiAnswer> {
  const body = await zipArchive({
    repository: item.bare,
    tree: item.entry,
    modified: item.request.environment.now(),
  });
  return content({
    type: 'application/zip',
    body,
    fileName: `${item.fileName}.zip`,
  });
}

async function asFile(item: ItemQuery, format: Format): Promise<ApiAnswer> {
  const data = await item.bare.blob(item.entry.objectId);
  return content({
    type:
      format === 'octetstream' ? 'application/octet-stream' : contentType(data),
    body: data,
    ...(item.request.flag('download') && { fileName: item.fileName }),
  });
}

async function describeBelow(item: ItemQuery, recursion: string) {
  const { bare, entry } = item;
  const level = recursion.toLowerCase();
  const prefix = entry.path === '' ? '' : `${entry.path}/`;
  const isDeep = level === 'full' || level === '120';
  const isListed = entry.type === 'tree' && level !== 'none' && level !== '0';
  const below = isListed
    ? await bare.tree(entry.objectId, { recursive: isDeep })
    : [];
  const entries = [
    entry,
    ...below.map(child => ({ ...child, path: `${prefix}${child.path}` })),
  ];
  return Promise.all(entries.map(child => withContent(item, child)));
}

/** An item at a commit and, if asked for, what is below it. */
export async function itemsBelow(
  request: ApiRequest,
  options: {
    readonly path: string;
    readonly commit: string;
    readonly recursion: string;
    readonly hasMetadata: boolean;
  },
) {
  const { path, commit, recursion, hasMetadata } = options;
  const version = { label: `Commit: ${commit}`, commit };
  const item = await findAt(request, path, version);
  return describeBelow({ ...item, hasMetadata }, recursion);
}

async function listBelow(item: ItemQuery): Promise<ApiAnswer> {
  const recursion = item.request.query('recursionLevel') ?? 'none';
  return list(await describeBelow(item, recursion));
}

async function getItems(request: ApiRequest): Promise<ApiAnswer> {
  const path =
    request.query('path') ?? (request.parameter('path') || undefined);
  const item = await find(request, path ?? request.query('scopePath') ?? '/');
  const format = requestedFormat(request);
  const isFolder = item.entry.type !== 'blob';
  if (format === 'zip') {
    return asZip(item);
  }
  if (isFolder && request.flag('download') && format !== 'json') {
    return asZip(item);
  }
  if (path === undefined) {
    return listBelow(item);
  }
  if (
    isFolder ||
    format === 'json' ||
    (request.flag('includeContent') && format === undefined)
  ) {
    return json(await withContent(item, item.entry));
  }
  return asFile(item, format);
}

async function getTree(request: ApiRequest): Promise<ApiAnswer> {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const id = request.parameter('sha1');
  if (!/^[0-9a-f]{40}$/i.test(id) || (await bare.objectType(id)) !== 'tree') {
    throw objectUnknown(id, repository.name);
  }
  const entries = await bare.tree(id, { recursive: request.flag('recursive') });
  const url = repositoryUrl(request, repository);
  const urlOfEntry = (entry: TreeEntry) =>
    `${url}/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.objectId}`;
  return json({
    objectId: id,
    url: `${url}/trees/${id}`,
    _links: {
      self: { href: `${url}/trees/${id}` },
      repository: { href: url },
      treeEntries: entries.map(entry => ({ href: urlOfEntry(entry) })),
    },
    size: entries.reduce((sum, entry) => sum + entry.size, 0),
    treeEntries: entries.map(entry => ({
      objectId: entry.objectId,
      relativePath: entry.path,
      mode: entry.mode.replace(/^0/, ''),
      gitObjectType: entry.type,
      size: entry.size,
      url: urlOfEntry(entry),
    })),
  });
}

async function getBlob(request: ApiRequest): Promise<ApiAnswer> {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const id = request.parameter('sha1');
  if (!/^[0-9a-f]{40}$/i.test(id) || (await bare.objectType(id)) !== 'blob') {
    throw objectUnknown(id, repository.name);
  }
  const data = await bare.blob(id);
  if (requestedFormat(request) === 'json') {
    const repositoryHref = repositoryUrl(request, repository);
    const url = `${repositoryHref}/blobs/${id}`;
    return json({
      objectId: id,
      size: data.length,
      url,
      _links: { self: { href: url }, repository: { href: repositoryHref } },
    });
  }
  return content({ type: contentType(data), body: data });
}

const repository = '[{project}/]_apis/git/repositories/{repositoryId}';

/** Files and folders of a repository. */
export const itemRoutes: readonly Route[] = [
  { method: 'GET', path: `${repository}/items[/{*path}]`, handle: getItems },
  { method: 'GET', path: `${repository}/trees/{sha1}`, handle: getTree },
  { method: 'GET', path: `${repository}/blobs/{sha1}`, handle: getBlob },
];
