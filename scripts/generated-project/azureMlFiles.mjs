// @ts-check
import { fileURLToPath } from 'node:url';

const LOAD = fileURLToPath(new URL('python/load_azure_ml.py', import.meta.url));

/**
 * Loads every Azure Machine Learning YAML of projects with the SDK of their lock.
 *
 * @param {{
 *   projects: import('../template/askProjects.mjs').PreparedProject[],
 *   laptop: import('./laptop.mjs').Laptop,
 * }} options
 * @returns {Promise<Map<string, string[]>>} complaints by title
 */
export async function loadAzureMlFiles({ projects, laptop }) {
  /** @type {Map<string, string[]>} */
  const complaints = new Map();
  /** @type {string[]} */
  const output = [];
  const end = await laptop.runPython(
    [LOAD, ...projects.map(({ directory }) => directory)],
    { onLine: line => output.push(line) },
  );
  for (const line of output.filter(text => text.startsWith('{'))) {
    const { project, file, complaint } = JSON.parse(line);
    const name = projects.find(({ directory }) => directory === project)?.name;
    complaints.set(
      `${name}: azure-ai-ml loads ${file}`,
      complaint === null ? [] : String(complaint).split('\n'),
    );
  }
  for (const { name } of projects) {
    if (![...complaints.keys()].some(title => title.startsWith(`${name}: `))) {
      complaints.set(`${name}: azure-ai-ml`, [
        'the project has no YAML of Azure Machine Learning',
      ]);
    }
  }
  if (!end.isOk) {
    complaints.set('azure-ai-ml', end.lines);
  }
  return complaints;
}
