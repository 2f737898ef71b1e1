import { parse, stringify } from 'yaml';
import { html, Html } from '../html';

/** A runtime parameter as a form asks for it. */
export interface ParameterField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly default: string;
  /** The only values it takes, if the pipeline says so. */
  readonly values: readonly string[];
}

function asText(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? stringify(value) : String(value);
}

function toField(entry: unknown): ParameterField | undefined {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) {
    return undefined;
  }
  const given: Readonly<Record<string, unknown>> = { ...entry };
  const name = asText(given.name);
  const type = asText(given.type) || 'string';
  const values = Array.isArray(given.values) ? given.values.map(asText) : [];
  return {
    name,
    label: asText(given.displayName) || name,
    type,
    default: asText(given.default),
    values: type === 'boolean' ? ['true', 'false'] : values,
  };
}

/**
 * The parameters that the file of a pipeline declares, for its form. A file
 * that cannot be read has none: starting the run says what is wrong with it.
 */
export function parameterFields(text: string): readonly ParameterField[] {
  let file: unknown;
  try {
    file = parse(text, { logLevel: 'silent' });
  } catch {
    return []; // the compiler names the mistake, with its place
  }
  const declared =
    typeof file === 'object' && file !== null && 'parameters' in file
      ? file.parameters
      : undefined;
  return Array.isArray(declared)
    ? declared
        .map(toField)
        .filter((field): field is ParameterField => field !== undefined)
    : [];
}

/** A field of the form for one parameter. */
export function parameterInput(field: ParameterField, value: string): Html {
  const id = `parameter-${field.name}`;
  const name = `parameter.${field.name}`;
  const label = html`<label for="${id}"
    >${field.label} <span class="muted">(${field.type})</span></label
  >`;
  if (field.values.length > 0) {
    return html`${label}
      <select id="${id}" name="${name}">
        ${field.values.map(
          option =>
            html`<option
              value="${option}"
              ${option === value && html` selected`}
            >
              ${option}
            </option>`,
        )}
      </select>`;
  }
  return field.type === 'object' || field.type.endsWith('List')
    ? html`${label}
        <textarea id="${id}" name="${name}" rows="5">${value}</textarea>`
    : html`${label} <input id="${id}" name="${name}" value="${value}" />`;
}
