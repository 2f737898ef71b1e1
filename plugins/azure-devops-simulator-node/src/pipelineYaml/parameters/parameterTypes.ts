/**
 * Types of template parameters; those that only a pipeline itself may declare
 * hold the name of a resource.
 * Rule: process/template-parameters, parameter data types.
 */
export const templateParameterTypes = [
  'string',
  'stringList',
  'number',
  'boolean',
  'object',
  'legacyObject',
  'step',
  'stepList',
  'job',
  'jobList',
  'deployment',
  'deploymentList',
  'stage',
  'stageList',
  'container',
  'containerList',
] as const;

export const pipelineParameterTypes = [
  ...templateParameterTypes.filter(type => type !== 'legacyObject'),
  'environment',
  'filePath',
  'pool',
  'secureFile',
  'serviceConnection',
] as const;

export type ParameterType =
  | (typeof templateParameterTypes)[number]
  | (typeof pipelineParameterTypes)[number];

/** In the spelling of the schema; undefined for what is no type. */
export function findParameterType(
  text: string,
  owner: 'pipeline' | 'template',
): ParameterType | undefined {
  const types: readonly ParameterType[] =
    owner === 'pipeline' ? pipelineParameterTypes : templateParameterTypes;
  return types.find(type => type.toLowerCase() === text.toLowerCase());
}

/** As messages write it: `StepList`. */
export function typeTitle(type: ParameterType): string {
  return type[0].toUpperCase() + type.slice(1);
}
