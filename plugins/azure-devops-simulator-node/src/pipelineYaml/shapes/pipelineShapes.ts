import { jobsShape, poolShape, soleJobProperties } from './jobShapes';
import { resourcesShape } from './resourceShapes';
import {
  any,
  boolean,
  filledText,
  list,
  MappingShape,
  object,
  Shape,
  text,
  textOneOf,
  textOrTexts,
  variants,
} from './Shape';
import {
  pullRequestShape,
  schedulesShape,
  triggerShape,
} from './triggerShapes';
import { variablesShape } from './variableShapes';

const lockBehavior = textOneOf('sequential', 'runLatest');

/** Rule: yaml-schema, stages.stage. */
export const stageShape = variants({
  stage: object(
    {
      stage: text,
      group: text,
      displayName: text,
      pool: poolShape,
      dependsOn: textOrTexts,
      condition: text,
      variables: variablesShape,
      jobs: jobsShape,
      lockBehavior,
      trigger: textOneOf('manual', 'automatic'),
      isSkippable: boolean,
      templateContext: any,
    },
    ['stage'],
  ),
});

export const stagesShape = list(() => stageShape);

/** Rule: yaml-schema, parameters.parameter. */
export const parametersShape = list(() =>
  variants({
    name: object(
      {
        name: filledText,
        displayName: text,
        type: filledText,
        default: any,
        values: list(() => text),
      },
      ['name'],
    ),
  }),
);

const rootProperties: Readonly<Record<string, Shape>> = {
  name: text,
  appendCommitMessageToRunName: boolean,
  trigger: triggerShape,
  pr: pullRequestShape,
  schedules: schedulesShape,
  parameters: parametersShape,
  resources: resourcesShape,
  variables: variablesShape,
  lockBehavior,
  pool: poolShape,
};

/** What the root of a pipeline is made of: exactly one of these. Rule: yaml-schema, pipeline. */
export const pipelineForms = ['stages', 'jobs', 'steps', 'extends'] as const;
export type PipelineForm = (typeof pipelineForms)[number];

/** Rule: yaml-schema, pipeline; templates are gone by then, `extends` too. */
export const pipelineShapes: Readonly<
  Record<Exclude<PipelineForm, 'extends'>, MappingShape>
> = {
  stages: object({ ...rootProperties, stages: stagesShape }, ['stages']),
  jobs: object({ ...rootProperties, jobs: jobsShape }, ['jobs']),
  steps: object({ ...rootProperties, ...soleJobProperties }, ['steps']),
};

/** Keys of a root that extends a template. */
export const extendingPipelineShape = object(
  { ...rootProperties, extends: any },
  ['extends'],
);
