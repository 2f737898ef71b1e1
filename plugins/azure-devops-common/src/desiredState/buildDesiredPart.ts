import type { DesiredResources, DesiredState } from './DesiredState';
import { checkFile, type ConfigurationFile, type Schema } from './checkFile';
import type { Checked } from './Checked';
import type { ConfigurationSource } from './configurationSource';
import type { DesiredStateResult } from './buildDesiredState';
import { type AssembledPart, desiredParts } from './desiredParts';

/** Kinds of resources that can be desired on their own. @public */
export type DesiredPartKind = keyof typeof desiredParts;

/**
 * Checks what somebody wants of single resources, by the same rules as the
 * configuration of a project, and puts it together.
 *
 * @param options - `content` is what the configuration format has for this
 *   part, `repository` the one whose mark the resources carry
 * @public
 */
export function buildDesiredPart(
  options: ConfigurationFile & {
    readonly part: DesiredPartKind;
    readonly repository: string;
  },
): DesiredStateResult {
  const { part, repository, file, content } = options;
  // Each entry of the table takes what its own schema gives.
  const { schema, assemble } = desiredParts[part] as {
    readonly schema: Schema<unknown>;
    readonly assemble: (
      checked: Checked<unknown>,
      repository: string,
    ) => AssembledPart;
  };
  const { checked, problems } = checkFile(schema, { file, content });
  if (checked === undefined) {
    return { status: 'invalid', problems };
  }
  const assembled = assemble(checked, repository);
  const desiredState: DesiredState = {
    slug: repository,
    repository,
    missingProject: assembled.missingProject,
    resources: relocate(assembled.resources, assembled.levels ?? 1),
    part: { existing: assembled.existing ?? [] },
  };
  return { status: 'valid', desiredState };
}

/** Keys in messages start where the part does, not at the root of a file. */
function relocate(
  resources: DesiredResources,
  levels: number,
): DesiredResources {
  const move = <Resource extends object>(resource: Resource): Resource =>
    hasSource(resource)
      ? {
          ...resource,
          source: {
            ...resource.source,
            keyPath: resource.source.keyPath.slice(levels),
          },
        }
      : resource;
  return Object.fromEntries(
    Object.entries(resources).map(([kind, ofKind]) => [kind, ofKind.map(move)]),
  );
}

function hasSource<Resource extends object>(
  resource: Resource,
): resource is Resource & { readonly source: ConfigurationSource } {
  return 'source' in resource;
}
