import { execFile } from 'node:child_process';
import { open, readdir, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export interface InstalledPython {
  /** The interpreter itself, links followed. */
  readonly executable: string;
  /** For example `3.11.7` or `3.15.0-a.2`, as version ranges have it. */
  readonly version: string;
}

/** Asked of the interpreter, because what is on the PATH may be a script that starts another one. */
const question = [
  'import json, os, sys',
  'v = sys.version_info',
  'level = {"alpha": "-a.", "beta": "-b.", "candidate": "-rc.", "final": ""}[v[3]]',
  'number = "%d.%d.%d" % v[:3] + (level and level + str(v[4]))',
  'base = getattr(sys, "_base_executable", None) or sys.executable',
  'print(json.dumps([os.path.realpath(base), number]))',
].join('\n');

const answerMilliseconds = 15_000;

/** Folders behind a place, in which `*` stands for any name. */
async function expandPlace(place: string): Promise<readonly string[]> {
  const star = place.indexOf('/*/');
  if (star < 0) {
    return [place];
  }
  const parent = place.slice(0, star);
  const rest = place.slice(star + '/*/'.length);
  const names = await readdir(parent).catch(() => []);
  return names.map(name => join(parent, name, rest));
}

async function interpretersIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter(name => /^python(3(\.\d+)?)?$/.test(name))
    .map(name => join(folder, name));
}

async function ask(
  command: string,
  environment: Readonly<Record<string, string>>,
): Promise<InstalledPython | undefined> {
  try {
    const { stdout } = await promisify(execFile)(
      command,
      ['-E', '-s', '-c', question],
      { env: environment, timeout: answerMilliseconds },
    );
    const [executable, version] = JSON.parse(stdout) as [string, string];
    return { executable, version };
  } catch {
    // What does not answer is no Python that a job could use.
    return undefined;
  }
}

/** Interpreters by the files that are behind them. */
async function candidates(
  folders: readonly string[],
): Promise<readonly string[]> {
  const commands = (
    await Promise.all([...new Set(folders)].map(interpretersIn))
  ).flat();
  const distinct = new Map<string, string>();
  for (const command of commands) {
    const target = await realpath(command).catch(() => command);
    // Links to one program that looks at its name are several.
    const key = /python[\d.]*$/.test(target) ? target : command;
    if (!distinct.has(key)) {
      distinct.set(key, command);
    }
  }
  return [...distinct.values()];
}

/** A script that starts an interpreter, as version managers have them. */
async function isScript(command: string): Promise<boolean> {
  const file = await open(command).catch(() => undefined);
  try {
    const start = await file?.read(Buffer.alloc(2), 0, 2, 0);
    return start?.buffer.toString('latin1') === '#!';
  } finally {
    await file?.close();
  }
}

/**
 * Every Python 3 on the PATH and in the usual places, in two lots: first programs, then what is
 * behind scripts, which are slow to ask and seldom lead to anything new.
 */
export async function* findPythons(options: {
  readonly environment: Readonly<Record<string, string>>;
  readonly places: readonly string[];
}): AsyncGenerator<readonly InstalledPython[]> {
  const { environment, places } = options;
  const commands = await candidates([
    ...(environment.PATH ?? '').split(delimiter).filter(Boolean),
    ...(await Promise.all(places.map(expandPlace))).flat(),
  ]);
  const scripts = new Set<string>();
  for (const command of commands) {
    if (await isScript(command)) {
      scripts.add(command);
    }
  }
  const found = new Map<string, InstalledPython>();
  for (const lot of [
    commands.filter(command => !scripts.has(command)),
    [...scripts],
  ]) {
    const answers = await Promise.all(
      lot.map(command => ask(command, environment)),
    );
    for (const answer of answers) {
      if (answer && !answer.version.startsWith('2.')) {
        found.set(answer.executable, answer);
      }
    }
    yield [...found.values()];
  }
}
