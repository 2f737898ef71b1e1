import {
  CompiledDeploymentJob,
  CompiledHook,
  CompiledJobBase,
  HookName,
  JsonValue,
} from '../CompiledPipeline';
import {
  entriesOf,
  itemsOf,
  textOf,
  valueOf,
  YamlMapping,
  YamlTree,
} from '../YamlTree';
import { readPool } from './readPool';
import { ReadingContext } from './ReadingContext';
import { isDownload, readSteps } from './readSteps';
import { readTexts } from './readValues';

const strategies = ['runOnce', 'rolling', 'canary'] as const;

/** Rule: process/deployment-jobs; yaml-schema, jobs.deployment. */
export function readDeployment(
  job: YamlMapping,
  options: {
    readonly base: CompiledJobBase;
    readonly context: ReadingContext;
  },
): CompiledDeploymentJob {
  const { base, context } = options;
  const tree = valueOf(job, 'strategy');
  const strategy = strategies.find(name => valueOf(tree, name)) ?? 'runOnce';
  const settings = valueOf(tree, strategy);
  const hooks = readHooks(settings, context);
  if (hooks.length === 0) {
    context.problems.report(
      settings?.place ?? job.place,
      `Job ${base.name} must contain at least one lifecycle hook with steps.`,
    );
  }
  return {
    kind: 'deployment',
    ...base,
    environment: readEnvironment(valueOf(job, 'environment')),
    strategy,
    strategySettings: readSettings(settings),
    hooks,
  };
}

/** As text: `environment.resource`. Rule: yaml-schema, jobs.deployment.environment. */
function readEnvironment(
  tree: YamlTree | undefined,
): CompiledDeploymentJob['environment'] {
  const text = textOf(tree);
  if (text !== undefined) {
    const dot = /\$[([]/.test(text) ? -1 : text.indexOf('.');
    return dot < 0
      ? { name: text, tags: [] }
      : {
          name: text.slice(0, dot),
          resourceName: text.slice(dot + 1),
          tags: [],
        };
  }
  const resourceName = textOf(valueOf(tree, 'resourceName'));
  const resourceType = textOf(valueOf(tree, 'resourceType'));
  const tags = textOf(valueOf(tree, 'tags')) ?? '';
  return {
    name: textOf(valueOf(tree, 'name')) ?? '',
    ...(resourceName && { resourceName }),
    ...(resourceType && { resourceType }),
    tags: tags
      .split(',')
      .map(tag => tag.trim())
      .filter(tag => tag !== ''),
  };
}

function readSettings(
  tree: YamlTree | undefined,
): CompiledDeploymentJob['strategySettings'] {
  const settings: Record<string, JsonValue> = {};
  const maxParallel = textOf(valueOf(tree, 'maxParallel'));
  if (maxParallel) {
    settings.maxParallel = maxParallel;
  }
  const increments = readTexts(valueOf(tree, 'increments'));
  if (increments.length > 0) {
    settings.increments = increments;
  }
  return settings;
}

const hookNames: readonly HookName[] = [
  'preDeploy',
  'deploy',
  'routeTraffic',
  'postRouteTraffic',
  'onSuccess',
  'onFailure',
];

function readHooks(
  tree: YamlTree | undefined,
  context: ReadingContext,
): readonly CompiledHook[] {
  const on = valueOf(tree, 'on');
  const places: Readonly<Record<HookName, YamlTree | undefined>> = {
    preDeploy: valueOf(tree, 'preDeploy'),
    deploy: valueOf(tree, 'deploy'),
    routeTraffic: valueOf(tree, 'routeTraffic'),
    postRouteTraffic: valueOf(tree, 'postRouteTraffic'),
    onSuccess: valueOf(on, 'success'),
    onFailure: valueOf(on, 'failure'),
  };
  return hookNames.flatMap(hook => {
    const place = places[hook];
    const items = itemsOf(valueOf(place, 'steps'));
    if (entriesOf(place).length === 0 || items.length === 0) {
      return [];
    }
    const pool = readPool(valueOf(place, 'pool'));
    return [
      {
        hook,
        ...(pool && { pool }),
        downloadsArtifacts: hook === 'deploy' && !items.some(isDownload),
        steps: readSteps(valueOf(place, 'steps'), context),
      },
    ];
  });
}
