import { labelOfResourceKind } from '../plan/differences/markedResource';
import { ResourceKind } from '../plan/plan';
import { escapeCell } from '../plan/renderPlan';

/** What became of a resource. @public */
export type OutcomeOfResource = 'created' | 'updated' | 'unchanged';

/** One resource after provisioning. @public */
export interface ResourceOutcome {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly outcome: OutcomeOfResource;
  /** Page of the resource in Azure DevOps. */
  readonly url: string;
  readonly id: string;
}

/** Every resource with outcome and link, as a Markdown table. @public */
export function renderOutcomesAsMarkdown(
  outcomes: readonly ResourceOutcome[],
): string {
  const rows = outcomes.map(
    ({ kind, name, outcome, url }) =>
      `| ${labelOfResourceKind(kind)} | [${escapeCell(
        name,
      )}](<${url}>) | ${outcome} |`,
  );
  const count = (outcome: OutcomeOfResource) =>
    outcomes.filter(candidate => candidate.outcome === outcome).length;
  return [
    '| Resource | Name | Outcome |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `${count('created')} created, ${count('updated')} updated, ${count(
      'unchanged',
    )} unchanged.`,
  ].join('\n');
}
