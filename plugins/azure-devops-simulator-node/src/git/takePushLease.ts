import { randomUUID } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { updateHook } from './referenceGuard';

/** Run by git when it has all of a push, and before it moves anything. */
const hook = `#!/bin/sh
read -r holder < "$SIMULATOR_PUSH_LEASE"
if [ "$holder" != "$SIMULATOR_PUSH_HOLDER" ]; then
  echo 'The server that took this push has ended; push again.' >&2
  exit 1
fi
`;

/**
 * Takes the right to move references by a push from the simulator that had the
 * folder before. A git process that outlives a killed simulator is refused by its
 * hook from here on, so that nothing moves once the repositories have been looked at.
 *
 * @returns what the environment of git has to say for its pushes to be taken
 */
export async function takePushLease(
  directory: string,
): Promise<Readonly<Record<string, string>>> {
  const hooks = join(directory, 'hooks');
  const lease = join(directory, 'holder');
  const holder = randomUUID();
  await mkdir(hooks, { recursive: true });
  for (const [name, script] of [
    ['pre-receive', hook],
    ['update', updateHook],
  ]) {
    const file = join(hooks, name);
    await writeFile(file, script);
    await chmod(file, 0o755);
  }
  await writeFile(lease, `${holder}\n`);
  return {
    SIMULATOR_PUSH_LEASE: lease,
    SIMULATOR_PUSH_HOLDER: holder,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.hooksPath',
    GIT_CONFIG_VALUE_0: hooks,
  };
}
