import { objectUnknown, referenceExists } from '../../errors/gitErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { AnnotatedTag, readTag, writeTag } from '../../git/annotatedTag';
import { noObject } from '../../git/BareRepository';
import { recordPush } from '../../git/recordPush';
import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { repositoryUrl } from '../../wire/gitWire';
import { requestedRepository } from './findRepository';

const objectId = /^[0-9a-f]{40}$/i;

function wireOf(request: ApiRequest, tag: AnnotatedTag) {
  const repository = requestedRepository(request);
  return {
    name: `refs/tags/${tag.name}`,
    objectId: tag.objectId,
    taggedObject: {
      objectId: tag.taggedObjectId,
      objectType: tag.taggedObjectType,
    },
    taggedBy: tag.taggedBy,
    message: tag.message,
    url: `${repositoryUrl(request, repository)}/annotatedTags/${tag.objectId}`,
  };
}

async function getOne(request: ApiRequest) {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const id = request.parameter('objectId');
  const tag = objectId.test(id) ? await readTag(bare, id) : undefined;
  if (!tag) {
    throw objectUnknown(id, repository.name);
  }
  return json(wireOf(request, tag));
}

async function create(request: ApiRequest) {
  const repository = requestedRepository(request);
  const repositoryId = repository.id;
  const bare = request.environment.repositories.open(repositoryId);
  const body = request.objectBody();
  const name = (text(body, 'name') ?? '').replace(/^refs\/tags\//, '');
  const reference = `refs/tags/${name}`;
  const tagged = text(child(body, 'taggedObject') ?? {}, 'objectId') ?? '';
  const message = text(body, 'message') ?? '';
  if (!(await bare.isValidReferenceName(reference)) || !message.trim()) {
    throw invalidArgument(
      `An annotated tag needs a message and a name that git takes; the name is '${name}'.`,
    );
  }
  const type = objectId.test(tagged)
    ? await bare.objectType(tagged)
    : undefined;
  if (!type) {
    throw objectUnknown(tagged, repository.name);
  }
  const { user, environment } = request;
  const newObjectId = await writeTag(bare, {
    name,
    taggedObjectId: tagged.toLowerCase(),
    taggedObjectType: type,
    taggedBy: {
      name: user.displayName,
      email: user.mail,
      date: request.timestamp,
    },
    message,
  });
  const change = { name: reference, from: noObject, to: newObjectId };
  if (!(await bare.updateReference(change))) {
    throw referenceExists(reference);
  }
  await recordPush({
    environment,
    repositoryId,
    user,
    commands: [{ name: reference, oldObjectId: noObject, newObjectId }],
  });
  const tag = await readTag(bare, newObjectId);
  return json(tag && wireOf(request, tag), { status: 201 });
}

const all = '[{project}/]_apis/git/repositories/{repositoryId}/annotatedtags';

/** Tags with a message. */
export const annotatedTagRoutes: readonly Route[] = [
  { method: 'POST', path: all, handle: create },
  { method: 'GET', path: `${all}/{objectId}`, handle: getOne },
];
