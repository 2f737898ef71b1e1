import { stat } from 'node:fs/promises';
import { CacheKey, resolveCacheKey } from '../cache/cacheKey';
import { CacheStore } from '../cache/CacheStore';
import { JobContext } from '../JobContext';
import { ownStep } from '../PlannedStep';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { Task } from './Task';
import { TaskInputs } from './TaskInputs';

/** The scope that a job writes to comes first. */
function scopesOf({ request, variables }: JobContext): readonly string[] {
  const pipeline = [
    request.organization,
    request.project,
    variables.get('System.DefinitionId') ?? '',
  ].join('/');
  const branches = [
    variables.get('Build.SourceBranch') ?? '',
    variables.get('System.PullRequest.SourceBranch'),
    variables.get('System.PullRequest.TargetBranch'),
    // What the default branch is, a job does not know; these are its usual names.
    'refs/heads/main',
    'refs/heads/master',
  ].flatMap(branch => (branch === undefined ? [] : [branch]));
  return [...new Set(branches)].map(branch => `${pipeline}:${branch}`);
}

function saveLater(
  context: StepContext,
  cache: {
    readonly store: CacheStore;
    readonly key: CacheKey;
    readonly path: string;
    readonly scope: string;
  },
): void {
  const { job } = context;
  job.postSteps.push(
    ownStep({
      recordId: job.settings.random.uuid(),
      displayName: `Post-job: ${job.variables.expand(
        context.step.displayName,
      )}`,
      // A failed job may have left half of it.
      condition: 'succeeded()',
      run: async post => {
        const found = await stat(cache.path).catch(() => undefined);
        if (!found?.isDirectory()) {
          throw new TaskFailure(
            `The cache cannot be saved: ${cache.path} is no folder.`,
          );
        }
        const isSaved = await cache.store.save({
          ...cache,
          now: job.settings.clock(),
          uuid: job.settings.random.uuid(),
        });
        post.log(
          isSaved
            ? `Saved the cache of the key ${cache.key.join('|')}`
            : 'There is a cache of this key already; it stays as it is.',
        );
      },
    }),
  );
}

async function restoreNearest(
  context: StepContext,
  inputs: TaskInputs,
  options: {
    readonly store: CacheStore;
    readonly scopes: readonly string[];
    readonly path: string;
  },
): Promise<boolean> {
  const { store, scopes, path } = options;
  for (const line of inputs.lines('restoreKeys')) {
    const prefix = await resolveCacheKey(line, context.job.workingDirectory);
    const nearest = await store.findByPrefix(scopes, prefix);
    if (nearest) {
      await store.restore(nearest, path);
      context.log(`Cache restored from the key ${nearest.key.join('|')}`);
      return true;
    }
  }
  return false;
}

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const { job } = context;
  const store = new CacheStore(job.folders.caches);
  const scopes = scopesOf(job);
  const path = inputs.path('path');
  const key = await resolveCacheKey(inputs.text('key'), job.workingDirectory);
  context.log(`Key: ${key.join('|')}`);
  const hitVariable = inputs.text('cacheHitVar');
  const tell = (value: 'true' | 'inexact' | 'false') => {
    if (hitVariable) {
      job.variables.set(hitVariable, { value });
    }
  };
  const exact = await store.find(scopes, key);
  if (exact) {
    await store.restore(exact, path);
    context.log('Cache restored: there is one of this key.');
    tell('true');
    return;
  }
  const isRestored = await restoreNearest(context, inputs, {
    store,
    scopes,
    path,
  });
  if (!isRestored) {
    context.log('There is a cache miss.');
  }
  tell(isRestored ? 'inexact' : 'false');
  saveLater(context, { store, key, path, scope: scopes[0] });
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/cache-v2 */
export const cache: Task = {
  id: 'd53ccab4-555e-4494-9d06-11db043fb4a9',
  name: 'Cache',
  version: '2',
  friendlyName: 'Cache',
  inputs: [
    { name: 'key', isRequired: true },
    { name: 'path', isRequired: true },
    { name: 'cacheHitVar' },
    { name: 'restoreKeys' },
  ],
  run,
};
