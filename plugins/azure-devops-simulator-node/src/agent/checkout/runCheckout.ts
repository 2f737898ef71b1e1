import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompiledAction } from '../../pipelineYaml/CompiledPipeline';
import { JobRepository } from '../JobRequest';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { TaskInputs } from '../tasks/TaskInputs';
import { chooseFolder } from './checkoutFolder';
import { checkoutInputs } from './checkoutInputs';
import { credentialsFor, GitClient, GitCredentials } from './GitClient';

type CheckoutAction = Extract<CompiledAction, { kind: 'checkout' }>;

interface Checkout {
  readonly git: GitClient;
  readonly inputs: TaskInputs;
  readonly folder: string;
  readonly repository: JobRepository;
  readonly credentials: GitCredentials | undefined;
}

function findRepository(context: StepContext, name: string): JobRepository {
  const { repositories } = context.job.request;
  const found = Object.entries(repositories).find(
    ([alias]) => alias.toLowerCase() === name.toLowerCase(),
  );
  if (!found) {
    throw new TaskFailure(
      `The checkout asks for the repository '${name}'; the job knows ${
        Object.keys(repositories).join(', ') || 'none'
      }.`,
    );
  }
  return found[1];
}

function depthOf(inputs: TaskInputs): number {
  const depth = Number(inputs.text('fetchDepth') || '0');
  if (!Number.isInteger(depth) || depth < 0) {
    throw new TaskFailure(
      `fetchDepth of the checkout is '${inputs.text(
        'fetchDepth',
      )}'; expected is a whole number, 0 for the whole history.`,
    );
  }
  return depth;
}

/** What to fetch for a ref. A branch is the remote's, a pull request's merge keeps its name. */
function refspecs(ref: string): readonly string[] {
  const branches = '+refs/heads/*:refs/remotes/origin/*';
  if (ref.startsWith('refs/heads/') || !ref.startsWith('refs/')) {
    return [branches];
  }
  return ref.startsWith('refs/pull/')
    ? [branches, `+${ref}:${ref.replace('refs/', 'refs/remotes/')}`]
    : [branches, `+${ref}:${ref}`];
}

async function fetch({ git, inputs, repository }: Checkout): Promise<void> {
  const depth = depthOf(inputs);
  const { commit, ref } = repository;
  const alone = `+${commit}:refs/remotes/origin/${commit}`;
  const filter = inputs.text('fetchFilter');
  const fetchRefs = (...refs: readonly string[]) =>
    git.run(
      'fetch',
      '--force',
      inputs.flag('fetchTags') ? '--tags' : '--no-tags',
      '--prune',
      '--progress',
      '--no-recurse-submodules',
      ...(depth > 0 ? [`--depth=${depth}`] : []),
      ...(filter ? [`--filter=${filter}`] : []),
      'origin',
      ...refs,
    );
  if (depth > 0) {
    await fetchRefs(alone);
    return;
  }
  await fetchRefs(...refspecs(ref));
  if (!(await git.try('cat-file', '-e', `${commit}^{commit}`))) {
    // No branch leads there any more.
    await fetchRefs(alone);
  }
}

/** Starts a repository in the folder, or cleans the one that is there. */
async function prepare(checkout: Checkout): Promise<void> {
  const { git, folder, inputs, repository } = checkout;
  const url = new URL(repository.cloneUrl);
  url.username = '';
  url.password = '';
  const isThere = await stat(join(folder, '.git')).catch(() => undefined);
  if (!isThere) {
    await git.run('init', '--quiet', '--initial-branch=main');
    await git.run('remote', 'add', 'origin', url.href);
    return;
  }
  await git.run('remote', 'set-url', 'origin', url.href);
  if (inputs.flag('clean')) {
    await git.run('clean', '-ffdx');
    await git.run('reset', '--hard', 'HEAD');
  }
}

async function prepareLargeFiles({ git, inputs }: Checkout): Promise<void> {
  if (!inputs.flag('lfs')) {
    return;
  }
  if (!(await git.try('lfs', 'version'))) {
    throw new TaskFailure(
      'The checkout asks for large files (lfs), and git-lfs is not installed on this machine. Install it, or set lfs: false.',
    );
  }
  await git.run('lfs', 'install', '--local');
}

async function updateSubmodules(checkout: Checkout): Promise<void> {
  const { git, inputs } = checkout;
  const setting = inputs.text('submodules').toLowerCase();
  if (setting === 'false') {
    return;
  }
  const depth = depthOf(inputs);
  const recursive = setting === 'recursive' ? ['--recursive'] : [];
  await git.run('submodule', 'sync', ...recursive);
  await git.run(
    'submodule',
    'update',
    '--init',
    '--force',
    ...(depth > 0 ? [`--depth=${depth}`] : []),
    ...recursive,
  );
}

/** Leaves the token to later steps in a file of the repository's own settings. */
async function persistCredentials(checkout: Checkout): Promise<void> {
  const { git, folder, inputs, credentials } = checkout;
  if (!inputs.flag('persistCredentials') || !credentials) {
    return;
  }
  const [section, ...rest] = credentials.key.split('.');
  const name = rest.pop() ?? '';
  await writeFile(
    join(folder, '.git', 'job-credentials'),
    `[${section} "${rest.join('.')}"]\n\t${name} = ${credentials.header}\n`,
    { mode: 0o600 },
  );
  await git.run('config', '--local', 'include.path', 'job-credentials');
}

function inputsOf(context: StepContext, action: CheckoutAction): TaskInputs {
  const { job } = context;
  return new TaskInputs({
    task: checkoutInputs,
    given: Object.fromEntries(
      Object.entries(action.options).map(([option, value]) => [
        option,
        job.variables.expand(value),
      ]),
    ),
    workingDirectory: job.workingDirectory,
    expand: text => job.variables.expand(text),
    warn: message => {
      // An option that changes what is on disk must not be passed over.
      throw new TaskFailure(message.replace('it is ignored', 'not simulated'));
    },
  });
}

/**
 * Fetches a repository and checks out the commit of the run.
 *
 * @throws TaskFailure if there is no such repository, or git refuses.
 */
export async function runCheckout(
  context: StepContext,
  action: CheckoutAction,
): Promise<void> {
  const { job } = context;
  const name = action.repository;
  if (name.toLowerCase() === 'none') {
    context.log('Nothing is checked out: checkout is none.');
    return;
  }
  const repository = findRepository(context, name);
  const inputs = inputsOf(context, action);
  const folder = chooseFolder(job, {
    repository,
    isSelf: name.toLowerCase() === 'self',
    path: inputs.text('path'),
  });
  await mkdir(folder, { recursive: true });
  const credentials = credentialsFor(
    new URL(repository.cloneUrl),
    job.request.accessToken,
  );
  const git = new GitClient({
    context,
    directory: folder,
    credentials,
    fetchesLargeFiles: inputs.flag('lfs'),
  });
  const checkout = { git, inputs, folder, repository, credentials };
  context.log(
    `Checking out ${repository.name} at ${repository.commit} (${repository.ref}) to ${folder}`,
  );
  await git.run('version');
  await prepare(checkout);
  await prepareLargeFiles(checkout);
  await fetch(checkout);
  await git.run(
    'checkout',
    '--progress',
    '--force',
    '--detach',
    repository.commit,
  );
  await updateSubmodules(checkout);
  await persistCredentials(checkout);
}
