import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPushed } from '../git/inspectRepository';
import { Json, RestClient } from '../testing/RestClient';

function fail(what: string): never {
  throw new Error(`The state is not consistent: ${what}`);
}

async function checkReferences(
  rest: RestClient,
  path: string,
): Promise<readonly string[]> {
  const [references, pushes] = await Promise.all([
    rest.get(`${path}/refs?$top=10000`),
    rest.get(
      `${path}/pushes?searchCriteria.includeRefUpdates=true&$top=10000&searchCriteria.$top=10000`,
    ),
  ]);
  const recorded = new Map<string, string>();
  const inOrder = [...pushes.body.value].sort(
    (one: Json, other: Json) => one.pushId - other.pushId,
  );
  for (const push of inOrder) {
    for (const { name, oldObjectId, newObjectId } of push.refUpdates) {
      const before = recorded.get(name) ?? '0'.repeat(40);
      if (before !== oldObjectId) {
        fail(
          `push ${push.pushId} moves ${name} from ${oldObjectId}, which was at ${before}`,
        );
      }
      recorded.set(name, newObjectId);
    }
  }
  const names: string[] = [];
  const pushed = references.body.value.filter(({ name }: Json) =>
    isPushed(name),
  );
  for (const { name, objectId } of pushed) {
    names.push(name);
    if (recorded.get(name) !== objectId) {
      fail(
        `${name} is at ${objectId}; its last push left it at ${recorded.get(
          name,
        )}`,
      );
    }
    recorded.delete(name);
  }
  for (const [name, objectId] of recorded) {
    if (!/^0+$/.test(objectId)) {
      fail(`${name} was pushed to ${objectId} and is not there`);
    }
  }
  return names;
}

async function checkRepository(
  rest: RestClient,
  repository: Json,
  folder: string,
): Promise<void> {
  const { id, defaultBranch, project } = repository;
  const names = await checkReferences(
    rest,
    `${project.id}/_apis/git/repositories/${id}`,
  );
  const branches = names.filter(name => name.startsWith('refs/heads/'));
  if (branches.length > 0 && !branches.includes(defaultBranch)) {
    fail(`the default branch ${defaultBranch} is none of ${branches}`);
  }
  if (defaultBranch) {
    const head = await readFile(join(folder, 'HEAD'), 'utf8');
    if (head.trim() !== `ref: ${defaultBranch}`) {
      fail(`HEAD is '${head.trim()}', the default branch ${defaultBranch}`);
    }
  }
  const files = await readdir(folder, { recursive: true });
  const locks = files.filter(name => name.endsWith('.lock'));
  if (locks.length > 0) {
    fail(`there are locks in ${id}: ${locks}`);
  }
}

/** What is in a project shows once it is well formed, and every look takes it a step further. */
async function completeProjects(rest: RestClient): Promise<void> {
  const { body } = await rest.get('_apis/projects?stateFilter=createPending');
  for (const { id } of body.value) {
    let state: string | undefined = 'createPending';
    while (state === 'createPending') {
      const { status, body: project } = await rest.get(`_apis/projects/${id}`);
      if (status !== 200 && status !== 404) {
        fail(`the project ${id} is listed, and answered with ${status}`);
      }
      // One whose creation fails goes away with this look at it.
      state = status === 200 ? project.state : undefined;
    }
  }
}

/**
 * Holds the store to the folders of the repositories: each is there on both sides, every branch is
 * where its last push left it, pushes follow each other, and HEAD follows the default branch.
 */
export async function checkInvariants(
  rest: RestClient,
  dataDirectory: string,
): Promise<void> {
  await completeProjects(rest);
  const directory = join(dataDirectory, 'repositories');
  const { body } = await rest.get('_apis/git/repositories');
  const recorded = body.value.map(({ id }: Json) => `${id}.git`).sort();
  const folders = (await readdir(directory))
    .filter(name => name.endsWith('.git'))
    .sort();
  const unknown = folders.filter(name => !recorded.includes(name));
  const missing = recorded.filter((name: string) => !folders.includes(name));
  if (unknown.length + missing.length > 0) {
    const contents = await Promise.all(
      unknown.map(name => readdir(join(directory, name))),
    );
    fail(
      `folders without repository ${unknown} with ${contents.join(
        '; ',
      )}; repositories without folder ${missing}`,
    );
  }
  for (const repository of body.value) {
    await checkRepository(
      rest,
      repository,
      join(directory, `${repository.id}.git`),
    );
  }
}
