import { labelOfResourceKind } from './differences/markedResource';
import {
  countActions,
  FieldChange,
  FieldValue,
  Plan,
  PlannedAction,
  ResourceChange,
} from './plan';

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
    `${SIGNS[change.action]} ${labelOfResourceKind(change.kind)} ${
      change.name
    }: ${change.action}, ${change.reason}`,
    ...fieldsOf(change).map(field => `    ${describeField(field)}`),
    ...(change.action === 'conflict' ? [`    ${change.remedy}`] : []),
  ]);
  return [...lines, describeCounts(plan)].join('\n');
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
    describeCounts(plan),
  ].join('\n');
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
    return value.length === 0 ? '(none)' : value.join(', ');
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
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
    .replace(/\r?\n/g, ' ');
}
