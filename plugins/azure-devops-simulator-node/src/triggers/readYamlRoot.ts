import { parseDocument } from 'yaml';
import { isJsonObject, JsonObject } from '../server/JsonBody';

/**
 * The root of a pipeline's YAML file as plain data. Triggers are read from the
 * file as it stands: they take no templates and no variables.
 *
 * @returns undefined if it is no YAML, or no mapping; a run says what is wrong with it.
 */
export function readYamlRoot(text: string): JsonObject | undefined {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) {
    return undefined;
  }
  const root: unknown = document.toJS({ maxAliasCount: 100 });
  return isJsonObject(root) ? root : undefined;
}

/** Texts of a list; one text stands for a list of one. */
export function readTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.filter(entry => typeof entry !== 'object').map(String);
  }
  return typeof value === 'string' || typeof value === 'number'
    ? [String(value)]
    : [];
}
