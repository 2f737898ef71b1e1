import { isJsonObject, JsonObject } from '../server/JsonBody';
import { DefinitionRecord } from '../store/records';
import { readTexts, readYamlRoot } from './readYamlRoot';
import { TriggerFilter } from './TriggerFilter';

/** Which pushes start a pipeline. */
export interface PushTrigger {
  /** Without it, no branch starts the pipeline. */
  readonly branches?: TriggerFilter;
  /** Without it, no tag starts the pipeline. */
  readonly tags?: TriggerFilter;
  readonly paths?: TriggerFilter;
  /** While a run is under way, pushes wait, and one run takes them all. */
  readonly batch: boolean;
}

const everything: TriggerFilter = { include: ['*'], exclude: [] };

/** A filter written as a list, or as lists of what is included and excluded. */
export function readFilter(value: unknown): TriggerFilter | undefined {
  if (isJsonObject(value)) {
    return {
      include: readTexts(value.include),
      exclude: readTexts(value.exclude),
    };
  }
  const include = readTexts(value);
  return include.length > 0 ? { include, exclude: [] } : undefined;
}

function fromYaml(text: string): PushTrigger | undefined {
  const trigger = readYamlRoot(text)?.trigger;
  if (trigger === undefined || trigger === null) {
    return { branches: everything, batch: false };
  }
  if (trigger === 'none') {
    return undefined;
  }
  if (!isJsonObject(trigger)) {
    return {
      branches: { include: readTexts(trigger), exclude: [] },
      batch: false,
    };
  }
  const branches = readFilter(trigger.branches);
  const tags = readFilter(trigger.tags);
  const paths = readFilter(trigger.paths);
  return {
    ...(branches && { branches }),
    ...(tags && { tags }),
    ...(paths && { paths }),
    batch: trigger.batch === true,
  };
}

/** `+refs/heads/main` includes, `-/docs` excludes; without a sign it includes. */
function fromSigned(value: unknown): TriggerFilter {
  const entries = readTexts(value);
  return {
    include: entries
      .filter(entry => !entry.startsWith('-'))
      .map(entry => entry.replace(/^\+/, '')),
    exclude: entries
      .filter(entry => entry.startsWith('-'))
      .map(entry => entry.slice(1)),
  };
}

function fromDefinition(trigger: JsonObject): PushTrigger {
  const paths = fromSigned(trigger.pathFilters);
  return {
    branches: fromSigned(trigger.branchFilters),
    ...(paths.include.length + paths.exclude.length > 0 && { paths }),
    batch: trigger.batchChanges === true,
  };
}

const fromFile = '2';

/**
 * Which pushes start a pipeline, as its definition says: by the YAML file
 * (`settingsSourceType` 2) or by filters of its own (1). A definition without
 * such a trigger, or with `trigger: none` in its file, is started by none.
 */
export function readPushTrigger(
  definition: DefinitionRecord,
  yaml: string,
): PushTrigger | undefined {
  const trigger = definition.triggers
    .filter(isJsonObject)
    .find(entry => entry.triggerType === 'continuousIntegration');
  if (!trigger) {
    return undefined;
  }
  return String(trigger.settingsSourceType) === fromFile
    ? fromYaml(yaml)
    : fromDefinition(trigger);
}
