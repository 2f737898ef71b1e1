import type {
  Plan,
  PlannedAction,
  ResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';

/** A resource in the output of a dry run. */
export interface PlannedResource {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly outcome:
    | 'created'
    | 'updated'
    | 'replaced'
    | 'deleted'
    | 'unchanged';
  readonly url: string;
}

const OUTCOMES: Readonly<Record<PlannedAction, PlannedResource['outcome']>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  unchanged: 'unchanged',
  conflict: 'unchanged',
};

/**
 * What a dry run gives in place of outcomes. Nothing has an id yet, so every
 * resource links to the project.
 */
export function plannedResources(options: {
  readonly plan: Plan;
  readonly projectUrl: string;
}): PlannedResource[] {
  return options.plan.changes.map(({ kind, name, action }) => ({
    kind,
    name,
    outcome: OUTCOMES[action],
    url: options.projectUrl,
  }));
}
