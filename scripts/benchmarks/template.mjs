// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseSuites } from '../generated-project/chooseSuites.mjs';
import { Laptop } from '../generated-project/laptop.mjs';
import {
  installLock,
  pythonOfLock,
} from '../generated-project/pythonOfLock.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { prepareProjects } from '../template/askProjects.mjs';
import { figureTable } from './figures.mjs';
import { measureProject } from './template/measureProject.mjs';

/** @type {import('./figures.mjs').Benchmark} */
export const templateBenchmark = {
  name: 'template',
  description:
    'Generated projects: what a laptop can run, what an extension touches, wall times; some forty minutes, with --all many hours',
  run: ({ nodeEnvironment, print, all, only }) =>
    withScratchDirectory('azure-mlops-benchmark-', async scratch => {
      const prepared = await prepareProjects({
        nodeEnvironment,
        selection: only ?? (all ? 'all' : 'pairwise'),
        outputDirectory: join(scratch, 'projects'),
      });
      const refused = prepared.find(({ problem }) => problem !== undefined);
      if (refused) {
        throw new Error(`${refused.name}: ${refused.problem}`);
      }
      const suites = chooseSuites(prepared);
      const figures = await measureInstallation(prepared[0], scratch, print);
      for (const [index, project] of prepared.entries()) {
        print(`${project.name} (${index + 1} of ${prepared.length})`);
        const place = join(scratch, 'places', project.name);
        mkdirSync(place, { recursive: true });
        const python = await pythonOfLock(
          join(project.directory, 'requirements.lock'),
          print,
        );
        const laptop = new Laptop({
          name: `bench-${project.name}`,
          directory: project.directory,
          python,
        });
        const ofProject = await measureProject({
          project,
          laptop,
          place,
          runsSuite: suites.includes(project),
          nodeEnvironment,
          print,
        });
        // A later project that fails takes nothing of what was measured before it.
        print(figureTable(ofProject));
        figures.push(...ofProject);
      }
      return figures;
    }),
};

/**
 * A new environment from the lock; the packages come from pip's cache when they were there before.
 *
 * @param {import('../template/askProjects.mjs').PreparedProject} project
 * @param {string} scratch
 * @param {(line: string) => void} print
 * @returns {Promise<import('./figures.mjs').Figure[]>}
 */
async function measureInstallation({ name, directory }, scratch, print) {
  print('Installation of the lock');
  const place = join(scratch, 'installation');
  const started = performance.now();
  await installLock({
    lockFile: join(directory, 'requirements.lock'),
    place,
    python: join(place, 'bin', 'python'),
  });
  const seconds = (performance.now() - started) / 1000;
  return [
    {
      case: name,
      metric: 'installation of requirements.lock',
      value: Math.round(seconds),
      unit: 's',
    },
  ];
}
