import {
  labelOfResourceKind,
  renderConfigurationSchemas,
  RESOURCE_KINDS,
  type ResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { resourceReferences } from './resourceReferences';

/** The part of a JSON schema that a table of arguments shows. */
interface Argument {
  readonly type?: string;
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Argument>>;
  readonly required?: readonly string[];
  readonly items?: Argument;
  readonly anyOf?: readonly Argument[];
  readonly oneOf?: readonly Argument[];
  readonly additionalProperties?: Argument | boolean;
}

const FILES = {
  project: 'operation/configuration/azure_devops.yml',
  environment: 'operation/configuration/environment_<name>/azure_devops.yml',
} as const;

const WORDS_FOR_TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
};

/**
 * The reference of all resources as one Markdown page, made from the schemas
 * of the configuration, so that it cannot say anything else than they do.
 */
export function renderResourcesReference(): string {
  return [
    '# Resources',
    'What a project can have in Azure DevOps, by kind. ' +
      'Made from the schemas of the configuration by `npm run docs`; a test fails when it is out of date, and plans every example. ' +
      'The schemas themselves: [azure_devops.project.schema.json](schemas/azure_devops.project.schema.json) ' +
      'and [azure_devops.environment.schema.json](schemas/azure_devops.environment.schema.json); every project carries them, and an editor that reads the first line of its `azure_devops.yml` completes and checks the keys.',
    'Of every resource provisioning tells kind, name, outcome (created, updated, replaced, deleted or unchanged), id and the address of its page.',
    ...RESOURCE_KINDS.map(renderResource),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderResource(kind: ResourceKind): string {
  const reference = resourceReferences[kind];
  const label = labelOfResourceKind(kind);
  const keys = reference.keyPath.join('.');
  return [
    `## ${label.charAt(0).toUpperCase()}${label.slice(1)}`,
    reference.meaning,
    `In \`${FILES[reference.file]}\`${
      keys === '' ? '' : `, under \`${keys}\``
    }.`,
    '### Arguments',
    keys === ''
      ? 'None of its own: it follows from the rest of the configuration.'
      : renderArguments(findArgument(reference.file, reference.keyPath)),
    '### Outputs',
    `Kind \`${kind}\`; ${reference.output}.`,
    '### Permissions required',
    [
      `- Scopes of a personal access token: ${reference.scopes.join(', ')}`,
      `- Permissions: ${reference.permissions.join(', ')}`,
    ].join('\n'),
    '### Example',
    `\`\`\`yaml\n${reference.example}\n\`\`\``,
  ].join('\n\n');
}

function findArgument(
  file: keyof typeof FILES,
  keyPath: readonly string[],
): Argument {
  const published = renderConfigurationSchemas().find(
    ({ fileName }) => fileName === `azure_devops.${file}.schema.json`,
  );
  const schema: Argument = JSON.parse(published?.text ?? '{}');
  return keyPath.reduce<Argument>((argument, key) => {
    const next = argument.properties?.[key];
    if (next === undefined) {
      throw new Error(
        `The schema of ${FILES[file]} has no ${keyPath.join(
          '.',
        )}. Correct its entry in resourceReferences.`,
      );
    }
    return next;
  }, schema);
}

function renderArguments(argument: Argument): string {
  return [
    '| Key | Type | Default | Meaning |',
    '| --- | --- | --- | --- |',
    ...rowsOf(argument, ''),
  ].join('\n');
}

/** A row for every key, those of groups and lists with their way there. */
function rowsOf(argument: Argument, place: string): readonly string[] {
  const byName =
    typeof argument.additionalProperties === 'object'
      ? argument.additionalProperties
      : undefined;
  const entry = argument.items ?? byName ?? argument;
  const choices = entry.anyOf ?? entry.oneOf;
  if (choices !== undefined) {
    return choices.flatMap(choice => rowsOf(choice, place));
  }
  const required = new Set(entry.required ?? []);
  return Object.entries(entry.properties ?? {}).flatMap(([key, value]) => {
    const keys = place === '' ? key : `${place}.${key}`;
    const row = [
      `\`${keys}\``,
      describeType(value),
      describeDefault(value, required.has(key)),
      (value.description ?? '').replace(/\|/g, '\\|'),
    ].join(' | ');
    return [`| ${row} |`, ...rowsOf(value, placeBelow(value, keys))];
  });
}

function placeBelow(argument: Argument, keys: string): string {
  if (argument.type === 'array') {
    return `${keys}[]`;
  }
  return typeof argument.additionalProperties === 'object'
    ? `${keys}.<name>`
    : keys;
}

function describeType(argument: Argument): string {
  if (argument.const !== undefined) {
    return `\`${argument.const}\``;
  }
  if (argument.enum) {
    return argument.enum.map(value => `\`${value}\``).join(', ');
  }
  if (argument.type === 'array') {
    return `list of ${
      argument.items ? describeType(argument.items) : 'values'
    }`;
  }
  if (typeof argument.additionalProperties === 'object') {
    return 'values by name';
  }
  return argument.type === 'object' || argument.type === undefined
    ? 'group'
    : WORDS_FOR_TYPES[argument.type] ?? argument.type;
}

function describeDefault(argument: Argument, isRequired: boolean): string {
  if (argument.default !== undefined) {
    return `\`${JSON.stringify(argument.default)}\``;
  }
  return isRequired ? 'required' : 'none';
}
