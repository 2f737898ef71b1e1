// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findPython } from '../setup/python.mjs';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { StepServer } from './StepServer.mjs';

const PROGRAM = `
import atexit, os, sys
print(sys.argv[1:], os.environ.get("WORD"), os.path.basename(os.getcwd()), __name__)
atexit.register(print, "at exit")
if "fail" in sys.argv:
    raise SystemExit(30)
if "break" in sys.argv:
    raise ValueError("broken")
`;

test('a module runs as with python -m: command line, environment, folder, exit code, what runs at exit', async t => {
  const directory = temporaryDirectory(t);
  for (const project of ['one', 'two']) {
    mkdirSync(join(directory, project, 'steps'), { recursive: true });
    writeFileSync(join(directory, project, 'steps', 'step.py'), PROGRAM);
  }
  const server = new StepServer({
    python: findPython(process.env).executable,
    cwd: directory,
    environment: process.env,
  });
  t.after(() => server.stop());
  const run = async (
    /** @type {string} */ project,
    /** @type {string[]} */ ...args
  ) => {
    const log = join(directory, 'logs', `${project}.log`);
    const code = await server.run({
      module: 'steps.step',
      args,
      cwd: join(directory, project),
      environment: { PATH: process.env.PATH, WORD: project },
      log,
    });
    return [code, readFileSync(log, 'utf8').trim().split('\n')];
  };
  assert.deepEqual(await run('one', '--env', 'dev'), [
    0,
    ["['--env', 'dev'] one one __main__", 'at exit'],
  ]);
  assert.deepEqual(await run('two', 'fail'), [
    30,
    ["['fail'] two two __main__", 'at exit'],
  ]);
  const [code, lines] = await run('one', 'break');
  assert.equal(code, 1);
  assert.ok(Array.isArray(lines) && lines.includes('ValueError: broken'));
});
