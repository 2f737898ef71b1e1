import { labelOfResourceKind } from '../resources/resourceDefinitions';
import type { ResourceKind } from '../resources/ResourceTypes';
import { escapeCell } from '../plan/renderPlan';

/** What became of a resource. @public */
export type OutcomeOfResource =
  | 'created'
  | 'updated'
  | 'replaced'
  | 'deleted'
  | 'unchanged';

/** One resource after provisioning. @public */
export interface ResourceOutcome {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly outcome: OutcomeOfResource;
  /** Page of the resource in Azure DevOps. */
  readonly url: string;
  readonly id: string;
  /** What is left for people to do, if anything, in Markdown. */
  readonly followUp?: string;
}

const OUTCOMES: readonly OutcomeOfResource[] = [
  'created',
  'updated',
  'replaced',
  'deleted',
  'unchanged',
];

const ALWAYS_COUNTED: readonly OutcomeOfResource[] = [
  'created',
  'updated',
  'unchanged',
];

function followUps(outcomes: readonly ResourceOutcome[]): readonly string[] {
  const left = outcomes.flatMap(({ kind, name, followUp }) =>
    followUp === undefined
      ? []
      : [
          '',
          `**${labelOfResourceKind(kind)} ${escapeCell(name)}**: ${followUp}`,
        ],
  );
  return left.length === 0 ? [] : ['', '### Left to do', ...left];
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
    `${OUTCOMES.filter(
      outcome => ALWAYS_COUNTED.includes(outcome) || count(outcome) > 0,
    )
      .map(outcome => `${count(outcome)} ${outcome}`)
      .join(', ')}.`,
    ...followUps(outcomes),
  ].join('\n');
}
