import {
  any,
  boolean,
  dictionary,
  filledText,
  list,
  object,
  Shape,
  text,
  textOneOf,
  textOrTexts,
  texts,
  variants,
} from './Shape';
import { stepsShape } from './stepShapes';
import { variablesShape } from './variableShapes';

/** Rule: yaml-schema, pool. */
export const poolShape: Shape = {
  kind: 'choice',
  scalar: text,
  mapping: object({
    name: filledText,
    demands: textOrTexts,
    vmImage: filledText,
  }),
};

const mounts = object({
  work: boolean,
  externals: boolean,
  tools: boolean,
  tasks: boolean,
});

/** Rule: yaml-schema, jobs.job.container. */
const containerShape: Shape = {
  kind: 'choice',
  scalar: text,
  mapping: object({
    alias: filledText,
    image: filledText,
    endpoint: text,
    env: dictionary(text),
    mapDockerSocket: boolean,
    options: text,
    ports: list(() => text),
    volumes: list(() => text),
    mountReadOnly: mounts,
  }),
};

/** What jobs and deployment jobs have in common. Rule: yaml-schema, jobs.job. */
const jobProperties: Readonly<Record<string, Shape>> = {
  displayName: text,
  dependsOn: textOrTexts,
  condition: text,
  continueOnError: text,
  timeoutInMinutes: filledText,
  cancelTimeoutInMinutes: filledText,
  variables: variablesShape,
  pool: poolShape,
  container: containerShape,
  services: dictionary(any),
  workspace: object({ clean: textOneOf('outputs', 'resources', 'all') }),
  uses: object({ repositories: texts, pools: texts }),
  templateContext: any,
};

/** Rule: yaml-schema, jobs.job.strategy. */
export const jobStrategyShape = object({
  matrix: {
    kind: 'choice',
    scalar: text,
    mapping: dictionary(dictionary(text)),
  },
  maxParallel: filledText,
  parallel: filledText,
});

const hook = object({ steps: stepsShape, pool: poolShape });
const hooks: Readonly<Record<string, Shape>> = {
  preDeploy: hook,
  deploy: hook,
  routeTraffic: hook,
  postRouteTraffic: hook,
  on: object({ failure: hook, success: hook }),
};

/** Rule: yaml-schema, jobs.deployment.strategy. */
const deploymentStrategyShape = variants({
  runOnce: object({ runOnce: object(hooks) }, ['runOnce']),
  rolling: object({ rolling: object({ maxParallel: filledText, ...hooks }) }, [
    'rolling',
  ]),
  canary: object({ canary: object({ increments: texts, ...hooks }) }, [
    'canary',
  ]),
});

/** Rule: yaml-schema, jobs.deployment.environment. */
const environmentShape: Shape = {
  kind: 'choice',
  scalar: filledText,
  mapping: object(
    {
      name: filledText,
      resourceName: filledText,
      resourceId: filledText,
      resourceType: filledText,
      tags: filledText,
    },
    ['name'],
  ),
};

export const jobShape = variants({
  job: object(
    {
      job: text,
      ...jobProperties,
      strategy: jobStrategyShape,
      steps: stepsShape,
    },
    ['job'],
  ),
  deployment: object(
    {
      deployment: text,
      ...jobProperties,
      environment: environmentShape,
      strategy: deploymentStrategyShape,
    },
    ['deployment', 'environment', 'strategy'],
  ),
});

export const jobsShape = list(() => jobShape);

/** What a file of steps alone may say of its one job. Rule: yaml-schema, pipeline. */
export const soleJobProperties: Readonly<Record<string, Shape>> = {
  steps: stepsShape,
  strategy: jobStrategyShape,
  continueOnError: text,
  container: containerShape,
  services: dictionary(any),
  workspace: object({ clean: textOneOf('outputs', 'resources', 'all') }),
};
