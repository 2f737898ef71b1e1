/**
 * The mark by which we recognise what we made: the last line of a resource's
 * description. Build definitions, environments and variable groups all have a
 * description in Azure DevOps' REST specification (7.1); it states no length
 * limit, so {@link MAXIMUM_DESCRIPTION_LENGTH} is our own and deliberately low.
 */

/** Longest description, mark included, that we send. @public */
export const MAXIMUM_DESCRIPTION_LENGTH = 1024;

/** Whose resource it is: an Azure DevOps project and the repository in it. @public */
export interface Owner {
  readonly project: string;
  readonly repository: string;
}

/** A description taken apart into what the user wrote and whose mark it carries. @public */
export interface MarkedDescription {
  readonly text: string;
  /** `undefined` when nobody has marked the resource. */
  readonly owner: Owner | undefined;
}

const MARK_PATTERN = /^\[azure-mlops: ([^/\]]+)\/([^\]]+)\]$/;

/** Brings line ends and outer white space into one form, so that a description survives the way there and back. @public */
export function normalizeDescription(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim();
}

/** The description to send: the user's text with our mark as its last line. @public */
export function writeMark(options: {
  readonly text: string | undefined;
  readonly owner: Owner;
}): string {
  const { owner } = options;
  const text = normalizeDescription(options.text);
  const mark = `[azure-mlops: ${owner.project}/${owner.repository}]`;
  return text === '' ? mark : `${text}\n${mark}`;
}

/** Takes a description from Azure DevOps apart; the reverse of {@link writeMark}. @public */
export function readMark(description: string | undefined): MarkedDescription {
  const lines = normalizeDescription(description).split('\n');
  const match = MARK_PATTERN.exec(lines[lines.length - 1].trim());
  if (match === null) {
    return { text: lines.join('\n'), owner: undefined };
  }
  return {
    text: lines.slice(0, -1).join('\n').trim(),
    owner: { project: match[1], repository: match[2] },
  };
}

/** Whether a mark is ours; names are compared as Azure DevOps does, without case. @public */
export function isOwnedBy(mark: Owner | undefined, owner: Owner): boolean {
  return (
    mark !== undefined &&
    mark.project.toLowerCase() === owner.project.toLowerCase() &&
    mark.repository.toLowerCase() === owner.repository.toLowerCase()
  );
}
