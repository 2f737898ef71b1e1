import { isJsonObject, JsonObject } from '../server/JsonBody';
import { readFilter } from './readPushTrigger';
import { readTexts, readYamlRoot } from './readYamlRoot';
import { TriggerFilter } from './TriggerFilter';

/** A pipeline resource whose runs start the pipeline that names it. */
export interface PipelineTrigger {
  readonly alias: string;
  /** Name of the pipeline, with or without its folder. */
  readonly source: string;
  /** Name or id; absent: the project of the pipeline itself. */
  readonly project?: string;
  readonly branches?: TriggerFilter;
  /** The run must have all of these tags. */
  readonly tags: readonly string[];
  /** All of these stages must have succeeded. */
  readonly stages: readonly string[];
}

function readOne(resource: JsonObject): PipelineTrigger | undefined {
  const { trigger } = resource;
  const settings = isJsonObject(trigger) ? trigger : {};
  const isOn =
    trigger === true || (isJsonObject(trigger) && settings.enabled !== false);
  if (!isOn || typeof resource.source !== 'string') {
    return undefined;
  }
  const branches = readFilter(settings.branches);
  return {
    alias: String(resource.pipeline ?? ''),
    source: resource.source,
    ...(typeof resource.project === 'string' && { project: resource.project }),
    ...(branches && { branches }),
    tags: readTexts(settings.tags),
    stages: readTexts(settings.stages),
  };
}

/**
 * The pipeline resources with a trigger in a root file; one without `trigger` starts nothing.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/pipeline-triggers
 */
export function readPipelineTriggers(text: string): readonly PipelineTrigger[] {
  const resources = readYamlRoot(text)?.resources;
  const pipelines = isJsonObject(resources) ? resources.pipelines : undefined;
  return (Array.isArray(pipelines) ? pipelines : [])
    .filter(isJsonObject)
    .map(readOne)
    .filter(trigger => trigger !== undefined);
}
