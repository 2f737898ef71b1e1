import type { DifferenceContext } from '../resources/ResourceDefinition';
import { resourceDefinitions } from '../resources/resourceDefinitions';
import type { ResourceDefinition } from '../resources/ResourceDefinition';
import type { ResourceKind } from '../resources/ResourceTypes';
import type { Change, ChangeOf } from './change';

/** Checks and permissions decide who uses these, so they have to be ours. */
const GUARDED_KINDS: readonly ResourceKind[] = [
  'environment',
  'service-connection',
  'variable-group',
];

/**
 * What single desired resources hang on, as far as it is there. It is used as
 * it is; one that checks and permissions guard and that is not ours is a
 * conflict unless that is wanted.
 */
export function describeExisting<Kind extends ResourceKind>(
  kind: Kind,
  context: DifferenceContext,
): readonly ChangeOf<Kind>[] {
  const definition: ResourceDefinition<Kind> = resourceDefinitions[kind];
  return (context.part?.existing ?? [])
    .filter(reference => reference.kind === kind)
    .flatMap(({ name }) => {
      const observed = context.observed(kind, name);
      if (observed === undefined) {
        return [];
      }
      const isUsable =
        context.adopt ||
        !GUARDED_KINDS.includes(kind) ||
        definition.isOurs(observed, context);
      const base = { kind, name, dependsOn: [], observed };
      const change: Change<Kind> = isUsable
        ? { ...base, action: 'unchanged', reason: 'it is there' }
        : {
            ...base,
            action: 'conflict',
            reason: `this ${definition.label} is not ours`,
            remedy: 'Name one of this project, or run with adopt: true.',
          };
      return [change as ChangeOf<Kind>];
    });
}
