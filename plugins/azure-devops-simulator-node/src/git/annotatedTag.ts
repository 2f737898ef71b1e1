import { BareRepository, CommitPerson } from './BareRepository';
import { runGit } from './runGit';

/** A tag that is an object of its own, with a message and somebody who made it. */
export interface AnnotatedTag {
  readonly objectId: string;
  /** Without `refs/tags/`. */
  readonly name: string;
  readonly taggedObjectId: string;
  readonly taggedObjectType: string;
  readonly taggedBy: CommitPerson;
  readonly message: string;
}

/** Reads a tag object; undefined if it is none. */
export async function readTag(
  repository: BareRepository,
  objectId: string,
): Promise<AnnotatedTag | undefined> {
  if ((await repository.objectType(objectId)) !== 'tag') {
    return undefined;
  }
  const { directory } = repository;
  const output = await runGit(['cat-file', 'tag', objectId], { directory });
  const [head, ...message] = output.toString('utf8').split('\n\n');
  const field = (name: string) =>
    new RegExp(`^${name} (.*)$`, 'm').exec(head)?.[1] ?? '';
  const tagger = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(field('tagger'));
  return {
    objectId,
    name: field('tag'),
    taggedObjectId: field('object'),
    taggedObjectType: field('type'),
    taggedBy: {
      name: tagger?.[1] ?? '',
      email: tagger?.[2] ?? '',
      date: new Date(Number(tagger?.[3] ?? 0) * 1000).toISOString(),
    },
    message: message.join('\n\n').trimEnd(),
  };
}

/** Writes a tag object, and no reference to it; gives back its id. */
export async function writeTag(
  repository: BareRepository,
  tag: Omit<AnnotatedTag, 'objectId'>,
): Promise<string> {
  const { name, email, date } = tag.taggedBy;
  const seconds = Math.floor(Date.parse(date) / 1000);
  const output = await runGit(['mktag'], {
    directory: repository.directory,
    input: [
      `object ${tag.taggedObjectId}`,
      `type ${tag.taggedObjectType}`,
      `tag ${tag.name}`,
      `tagger ${name} <${email}> ${seconds} +0000`,
      '',
      `${tag.message}\n`,
    ].join('\n'),
  });
  return output.toString('utf8').trim();
}
