import { requiredPermissions } from './requiredPermissions';

/** The part of an action that its reference is made from. */
export interface ReferencedAction {
  readonly id: string;
  readonly description?: string;
  readonly supportsDryRun?: boolean;
  readonly schema?: { readonly input?: object; readonly output?: object };
  readonly examples?: readonly {
    readonly description: string;
    readonly example: string;
  }[];
}

interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: FieldSchema;
  readonly description?: string;
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

/**
 * The reference of all actions as one Markdown page, made from their schemas
 * and examples, so that it cannot say anything else than they do.
 *
 * @throws Error when an action has no entry in `requiredPermissions`.
 */
export function renderActionsReference(
  actions: readonly ReferencedAction[],
): string {
  return [
    '# Actions',
    'Made from the schemas and examples of the actions by `npm run docs`; a test fails when it is out of date. ' +
      'In the portal the same is at `/create/actions`, where an action can be tried.',
    ...actions.map(renderAction),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderAction(action: ReferencedAction): string {
  return [
    `## ${action.id}`,
    `${action.description}.`,
    action.supportsDryRun
      ? 'In a dry run it reads only and says what it would do.'
      : 'It does not support dry runs.',
    '### Input',
    renderFields(action.schema?.input, 'Required'),
    '### Output',
    renderFields(action.schema?.output, 'Always there'),
    '### Permissions required',
    renderPermissions(action.id),
    '### Examples',
    ...(action.examples ?? []).map(
      ({ description, example }) =>
        `${description}:\n\n\`\`\`yaml\n${example.trimEnd()}\n\`\`\``,
    ),
  ].join('\n\n');
}

function renderFields(
  schema: ObjectSchema | undefined,
  requiredColumn: string,
): string {
  const required = new Set(schema?.required ?? []);
  const rows = Object.entries(schema?.properties ?? {}).map(
    ([name, field]) =>
      `| \`${name}\` | ${describeType(field)} | ${
        required.has(name) ? 'yes' : 'no'
      } | ${(field.description ?? '').replace(/\|/g, '\\|')} |`,
  );
  return [
    `| Name | Type | ${requiredColumn} | Meaning |`,
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function describeType(field: FieldSchema): string {
  if (field.enum) {
    return field.enum.map(value => `\`${value}\``).join(', ');
  }
  return field.type === 'array'
    ? `list of ${field.items?.type ?? 'anything'}`
    : field.type ?? 'anything';
}

function renderPermissions(id: string): string {
  const required = requiredPermissions[id];
  if (!required) {
    throw new Error(
      `requiredPermissions has no entry for ${id}. Say there which scopes and permissions the action needs.`,
    );
  }
  if (required.scopes.length === 0) {
    return 'None: it does not call Azure DevOps.';
  }
  return [
    `- Scopes of a personal access token: ${required.scopes.join(', ')}`,
    `- Permissions in the project: ${required.permissions.join(', ')}`,
  ].join('\n');
}
