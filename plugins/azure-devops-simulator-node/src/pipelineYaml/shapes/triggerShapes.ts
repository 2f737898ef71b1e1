import {
  boolean,
  filledText,
  list,
  object,
  Shape,
  text,
  textLike,
  textOneOf,
  variants,
} from './Shape';

const branch = textLike(
  /^[^/~^: [\]\\]+(\/[^/~^: [\]\\]+)*$/,
  'A branch filter may hold none of the characters ~ ^ : [ ] \\ and no spaces',
);
const branches = list(() => branch);
const branchFilters = object({ include: branches, exclude: branches });
const texts = list(() => filledText);

/** Rule: yaml-schema, trigger. */
export const triggerShape: Shape = {
  kind: 'choice',
  scalar: textOneOf('none'),
  sequence: branches,
  mapping: object({
    batch: boolean,
    branches: branchFilters,
    paths: object({ include: texts, exclude: texts }),
    tags: branchFilters,
  }),
};

/** Rule: yaml-schema, pr. */
export const pullRequestShape: Shape = {
  kind: 'choice',
  scalar: textOneOf('none'),
  sequence: branches,
  mapping: object({
    autoCancel: boolean,
    branches: branchFilters,
    paths: object({ include: texts, exclude: texts }),
    drafts: boolean,
  }),
};

/** Rule: yaml-schema, schedules. */
export const schedulesShape = list(() =>
  variants({
    cron: object(
      {
        cron: filledText,
        displayName: text,
        branches: branchFilters,
        batch: boolean,
        always: boolean,
      },
      ['cron'],
    ),
  }),
);

/** Rule: yaml-schema, resources.pipelines.pipeline.trigger. */
export const pipelineTriggerShape: Shape = {
  kind: 'choice',
  scalar: textOneOf('none', 'true'),
  mapping: object({
    enabled: boolean,
    branches: { kind: 'choice', sequence: branches, mapping: branchFilters },
    stages: texts,
    tags: texts,
  }),
};
