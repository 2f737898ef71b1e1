import type {
  CheckKind,
  DesiredCheck,
  Observed,
  ObservedCheck,
  Planned,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { nameProtectedResource } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  CheckConfiguration,
  CheckSettings,
} from '../../client/areas/ChecksApi';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { ResourceProvider } from '../ResourceProvider';
import { collect } from './collect';
import {
  checkedTypeOf,
  findProtectedResources,
  pageOfResource,
  type FoundResource,
} from './protectedResources';

/** How one kind of check looks on the wire. */
export interface CheckWire<Kind extends CheckKind> {
  /** Type of the check; its id is the same in every organization. */
  readonly type: CheckSettings['type'];
  /** Tells apart the kinds that share a type. */
  readonly isOfKind?: (settings: CheckConfiguration['settings']) => boolean;
  readonly toWire: (
    desired: Planned<Kind>,
    context: ApplyContext,
  ) => Pick<CheckSettings, 'settings' | 'timeout'>;
  readonly fromWire: (
    base: ObservedCheck,
    check: CheckConfiguration,
  ) => Observed<Kind>;
}

interface FoundCheck {
  readonly check: CheckConfiguration;
  readonly on: FoundResource;
}

/** Makes the provider of a kind of checks; all kinds share one query. */
export function createCheckProvider<Kind extends CheckKind>(
  wire: CheckWire<Kind>,
): ResourceProvider<Kind> {
  return {
    async observe(context) {
      const checks = await context.once('checks', () => findChecks(context));
      return checks
        .filter(
          ({ check }) =>
            check.type.id.toLowerCase() === wire.type.id &&
            (wire.isOfKind?.(check.settings) ?? true),
        )
        .map(({ check, on }) =>
          wire.fromWire(
            {
              id: String(check.id),
              name: nameProtectedResource(on.resource),
              resource: on.resource,
              url: on.url,
            },
            check,
          ),
        );
    },

    async apply(change, context) {
      const { desired } = change;
      return applyCheck({
        observedId: 'observed' in change ? change.observed.id : undefined,
        desired,
        check: {
          type: wire.type,
          ...wire.toWire(desired, context),
        },
        context,
      });
    },

    remove: ({ id }, { client, project }) =>
      client.checks.remove({ project, id }),
  };
}

async function findChecks(
  context: ObserveContext,
): Promise<readonly FoundCheck[]> {
  const { client, project, limit } = context;
  const found = await findProtectedResources(context);
  if (found.length === 0) {
    return [];
  }
  const resources = found.map(({ resource, id }) => ({
    type: checkedTypeOf(resource.kind),
    id,
  }));
  const checks = await limit(() =>
    collect(client.checks.query({ project, resources })),
  );
  return checks.flatMap(check => {
    const on = found.find(
      ({ resource, id }) =>
        checkedTypeOf(resource.kind) === check.resource.type.toLowerCase() &&
        id === check.resource.id,
    );
    return on === undefined ? [] : [{ check, on }];
  });
}

async function applyCheck(options: {
  /** `undefined` for a check that is to be created. */
  readonly observedId: string | undefined;
  readonly desired: DesiredCheck;
  readonly check: CheckSettings;
  readonly context: ApplyContext;
}) {
  const { observedId, desired, check, context } = options;
  const { resource } = desired;
  const { client, project } = context;
  const resourceId = context.idOf(resource);
  const request = {
    project,
    resource: {
      type: checkedTypeOf(resource.kind),
      id: resourceId,
      name: resource.name,
    },
    check,
  };
  const applied =
    observedId === undefined
      ? await client.checks.create(request)
      : await client.checks.update({ ...request, id: observedId });
  return {
    id: String(applied.id),
    url: pageOfResource(context, resource.kind, resourceId),
  };
}
