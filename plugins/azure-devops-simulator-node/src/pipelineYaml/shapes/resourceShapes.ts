import {
  any,
  filledText,
  list,
  MappingShape,
  object,
  Shape,
  text,
  textLike,
  textOneOf,
  texts,
  variants,
} from './Shape';
import { pipelineTriggerShape, triggerShape } from './triggerShapes';

const alias = textLike(
  /^[-_A-Za-z0-9]+$/,
  'An alias may hold letters, digits, - and _ only',
);

const resources = (key: string, shape: MappingShape): Shape =>
  list(() => variants({ [key]: shape }));

/** A resource that is not read: its keys are the schema's, their values are free. */
const looseResource = (
  key: string,
  names: readonly string[],
  required: readonly string[],
): MappingShape =>
  object(
    {
      ...Object.fromEntries(names.map(name => [name, any])),
      [key]: alias,
    },
    [key, ...required],
  );

const container: MappingShape = {
  ...looseResource('container', [], []),
  others: any,
};

const repository = object(
  {
    repository: alias,
    type: textOneOf('git', 'github', 'githubenterprise', 'bitbucket'),
    name: filledText,
    ref: text,
    endpoint: filledText,
    trigger: triggerShape,
    checkoutOptions: object({
      clean: textOneOf('true', 'false'),
      fetchDepth: text,
      fetchTags: text,
      lfs: text,
      submodules: text,
      persistCredentials: text,
    }),
  },
  ['repository'],
);

const pipeline = object(
  {
    pipeline: alias,
    project: filledText,
    source: filledText,
    version: text,
    branch: text,
    tags: texts,
    trigger: pipelineTriggerShape,
  },
  ['pipeline'],
);

/** Rule: yaml-schema, resources. */
export const resourcesShape = object({
  repositories: resources('repository', repository),
  pipelines: resources('pipeline', pipeline),
  builds: resources(
    'build',
    looseResource(
      'build',
      ['type', 'connection', 'source', 'version', 'branch', 'trigger'],
      ['type', 'connection', 'source'],
    ),
  ),
  containers: resources('container', container),
  packages: resources(
    'package',
    looseResource(
      'package',
      ['type', 'connection', 'name', 'version', 'tag', 'trigger'],
      ['type', 'connection', 'name'],
    ),
  ),
  webhooks: resources(
    'webhook',
    looseResource('webhook', ['connection', 'type', 'filters'], ['connection']),
  ),
});
