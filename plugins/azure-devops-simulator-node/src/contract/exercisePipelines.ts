import { Exerciser } from './Exerciser';
import { pipelineFile } from './exerciseGit';

const build = 'machine-learning/_apis/build';
const pipelines = 'machine-learning/_apis/pipelines';

async function exerciseFolders(api: Exerciser, folder: string): Promise<void> {
  const path = encodeURIComponent(folder);
  await api.call('PUT', `${build}/folders?path=${path}`, {
    body: { path: folder, description: 'Exercise' },
    preview: true,
  });
  await api.call('PUT', `${build}/folders?path=${path}`, {
    body: { path: folder },
    expect: 409,
    preview: true,
  });
  await api.call('POST', `${build}/folders?path=${path}`, {
    body: { path: folder, description: 'Changed' },
    preview: true,
  });
  await api.call('GET', `${build}/folders/${path}`, { preview: true });
}

/** Creates a definition and changes it; gives back its id. */
export async function exerciseDefinitions(
  api: Exerciser,
  repositoryId: string,
): Promise<string> {
  const folder = `\\${api.name('exercise')}`;
  await exerciseFolders(api, folder);
  const queues = await api.call(
    'GET',
    'machine-learning/_apis/distributedtask/queues?queueName=Azure Pipelines',
  );
  const body = {
    name: 'ci',
    path: folder,
    type: 'build',
    queueStatus: 'enabled',
    process: { type: 2, yamlFilename: pipelineFile },
    repository: {
      id: repositoryId,
      type: 'TfsGit',
      defaultBranch: 'refs/heads/main',
    },
    queue: { id: Number(queues.text('value', 0, 'id')) },
    triggers: [{ settingsSourceType: 2, triggerType: 'continuousIntegration' }],
    variables: {
      key: { value: 'x', isSecret: true },
      plain: { value: '1', allowOverride: true },
    },
  };
  const created = await api.call('POST', `${build}/definitions`, { body });
  const one = `${build}/definitions/${created.text('id')}`;
  await api.call('POST', `${build}/definitions`, { body, expect: 409 });
  await api.call(
    'GET',
    `${build}/definitions?name=ci&path=${encodeURIComponent(
      folder,
    )}&includeAllProperties=true`,
  );
  await api.call(
    'GET',
    `${build}/definitions?repositoryId=${repositoryId}&repositoryType=TfsGit&yamlFilename=${pipelineFile}`,
  );
  const current = await api.call('GET', one);
  await api.call('PUT', one, {
    body: { ...(current.value as object), description: 'Changed' },
  });
  await api.call('PUT', one, { body: current.value, expect: 409 });
  await api.call('GET', `${one}/revisions`);
  return created.text('id');
}

/** What a run shows of itself, also before an agent has taken it. */
async function exerciseRunContent(
  api: Exerciser,
  one: string,
  definitionId: string,
): Promise<void> {
  for (const part of ['timeline', 'logs', 'artifacts', 'tags', 'changes']) {
    await api.call('GET', `${one}/${part}`);
  }
  await api.call('GET', `${one}/logs/4711`, { expect: 404 });
  await api.call('PUT', `${one}/tags/good`);
  await api.call('POST', `${one}/tags`, { body: ['better'] });
  await api.call('DELETE', `${one}/tags/good`);
  await api.call('PATCH', `${one}/stages/nothing`, {
    body: { state: 'retry' },
    expect: 404,
  });
  await api.call('POST', `${pipelines}/${definitionId}/preview`, {
    body: { previewRun: true },
  });
  await api.call('GET', `${pipelines}/approvals?state=pending`);
  await api.call('PATCH', `${pipelines}/approvals`, {
    body: [
      {
        approvalId: '00000000-0000-4000-8000-000000000000',
        status: 'approved',
        comment: 'Fine',
      },
    ],
    expect: 404,
  });
}

/** Runs the pipeline in both ways. */
export async function exerciseRuns(
  api: Exerciser,
  definitionId: string,
  repositoryId: string,
): Promise<void> {
  const queued = await api.call('POST', `${build}/builds`, {
    body: {
      definition: { id: Number(definitionId) },
      sourceBranch: 'refs/heads/main',
    },
  });
  const one = `${build}/builds/${queued.text('id')}`;
  await api.call('GET', `${build}/builds?definitions=${definitionId}&$top=5`);
  await api.call('GET', one);
  await exerciseRunContent(api, one, definitionId);
  await api.call('PATCH', one, { body: { status: 'cancelling' } });
  await api.call('GET', pipelines);
  await api.call('GET', `${pipelines}/${definitionId}`);
  await api.call('POST', pipelines, {
    body: {
      name: api.name('cd'),
      folder: '\\',
      configuration: {
        type: 'yaml',
        path: 'cd.yml',
        repository: { id: repositoryId, type: 'azureReposGit' },
      },
    },
  });
  const self = (refName: string) => ({
    resources: { repositories: { self: { refName } } },
  });
  const runs = `${pipelines}/${definitionId}/runs`;
  const run = await api.call('POST', runs, {
    body: { ...self('refs/heads/main'), templateParameters: { a: 'b' } },
  });
  await api.call('POST', runs, {
    body: self('refs/heads/nowhere'),
    expect: 400,
  });
  await api.call('GET', runs);
  await api.call('GET', `${runs}/${run.text('id')}`);
  await api.call('DELETE', one, { expect: 204 });
}
