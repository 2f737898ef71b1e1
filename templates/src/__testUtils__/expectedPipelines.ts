import type { Answers } from './examples';

/** What the names of a project's pipelines end in, sorted. */
export function expectedPipelines({
  level = 1,
  serving = 'none',
}: Answers): readonly string[] {
  return [
    'ci',
    'training',
    'deployment',
    'infrastructure',
    ...(['batch', 'both'].includes(serving) ? ['batch_scoring'] : []),
    ...(['online', 'both'].includes(serving) && level >= 2
      ? ['rollback_online']
      : []),
    ...(level >= 3 ? ['monitoring', 'nightly'] : []),
  ].sort();
}
