import { escapeInvisible } from '../names/escapeInvisible';
import { labelOfResourceKind } from '../resources/resourceDefinitions';
import {
  FieldChange,
  FieldValue,
  PlannedAction,
  ResourceChange,
} from './change';
import { countActions, Leftover, Plan } from './plan';

const SIGNS: Readonly<Record<PlannedAction, string>> = {
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
  unchanged: '=',
  conflict: '!',
};

const ORDER: readonly PlannedAction[] = [
  'create',
  'update',
  'replace',
  'delete',
  'unchanged',
  'conflict',
];

/** A plan as lines of text, for logs and terminals. @public */
export function renderPlanAsText(plan: Plan): string {
  const lines = plan.changes.flatMap(change => [
    `${SIGNS[change.action]} ${labelOfResourceKind(
      change.kind,
    )} ${escapeInvisible(change.name)}: ${change.action}, ${change.reason}`,
    ...fieldsOf(change).map(field => `    ${describeField(field)}`),
    ...(change.action === 'conflict' ? [`    ${change.remedy}`] : []),
  ]);
  return [
    ...lines,
    ...plan.leftovers.map(leftover => `  ${describeLeftover(leftover)}`),
    describeCounts(plan),
  ].join('\n');
}

/** A plan as a Markdown table. @public */
export function renderPlanAsMarkdown(plan: Plan): string {
  const rows = plan.changes.map(change => {
    const details = [change.reason, ...fieldsOf(change).map(describeField)]
      .map(escapeCell)
      .join('<br>');
    return `| ${labelOfResourceKind(change.kind)} | ${escapeCell(
      change.name,
    )} | ${change.action} | ${details} |`;
  });
  return [
    '| Resource | Name | Action | Details |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...plan.leftovers.map(leftover => `- ${describeLeftover(leftover)}`),
    ...(plan.leftovers.length > 0 ? [''] : []),
    describeCounts(plan),
  ].join('\n');
}

/** A plan as a JSON document: what tools and tests read. @public */
export function renderPlanAsJson(plan: Plan): string {
  return JSON.stringify(
    {
      project: plan.project.name,
      repository: plan.owner.repository,
      counts: countActions(plan),
      changes: plan.changes.map(change => ({
        kind: change.kind,
        name: change.name,
        action: change.action,
        reason: change.reason,
        ...(change.action === 'conflict' ? { remedy: change.remedy } : {}),
        dependsOn: change.dependsOn.map(({ kind, name }) => ({ kind, name })),
        fields: fieldsOf(change).map(({ field, before, after }) => ({
          field,
          before: before ?? null,
          after: after ?? null,
        })),
      })),
      leftovers: plan.leftovers,
    },
    undefined,
    2,
  );
}

function describeLeftover({ kind, name }: Leftover): string {
  return `Left alone: ${labelOfResourceKind(kind)} ${escapeCell(
    name,
  )} is ours and not configured; prune: true removes it.`;
}

function fieldsOf(change: ResourceChange): readonly FieldChange[] {
  return 'fields' in change ? change.fields : [];
}

function describeField({ field, before, after }: FieldChange): string {
  return before === undefined
    ? `${field}: ${showValue(after)}`
    : `${field}: ${showValue(before)} → ${showValue(after)}`;
}

function showValue(value: FieldValue): string {
  if (value === undefined) {
    return '(none)';
  }
  if (typeof value === 'object') {
    return value.length === 0 ? '(none)' : escapeInvisible(value.join(', '));
  }
  return typeof value === 'string'
    ? escapeInvisible(JSON.stringify(value))
    : String(value);
}

function describeCounts(plan: Plan): string {
  const counts = countActions(plan);
  const parts = ORDER.filter(action => counts[action] > 0).map(
    action => `${counts[action]} ${action}`,
  );
  return parts.length === 0 ? 'Nothing to plan.' : `Plan: ${parts.join(', ')}.`;
}

/** Text from a configuration must not break out of its table cell. */
export function escapeCell(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|]/g, character => `\\${character}`)
    .replace(/\r\n?|\n/g, ' ');
}
