import fs, { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { mockServices } from '@backstage/backend-test-utils';
import * as git from 'isomorphic-git';
import { parseAllDocuments } from 'yaml';
import {
  findCatalogProblems,
  readCatalog,
} from './__testUtils__/catalogProblems';
import {
  formsToRender,
  listAllCombinations,
} from './__testUtils__/combinations';
import { type Answers, readYaml, templateFile } from './__testUtils__/examples';
import { expectedPipelines } from './__testUtils__/expectedPipelines';
import { findSources, skeletonFolder } from './__testUtils__/overlays';
import { pipelinesOf } from './combinations/pipelinesOf';
import { listFiles } from './listFiles';
import { renderTemplate } from './renderTemplate';

// Two renderings for each combination.
jest.setTimeout(180_000);

/** In what was templated nothing may be left; in pipelines and in what is copied `${{ }}` is Azure's own. */
const LEFT_OVER = /\{%|\$\{\{|\[object Object\]/;
const LEFT_OVER_BESIDE_EXPRESSIONS_OF_AZURE =
  /\{%-?\s*(if|for|set|else|endif|endfor|raw|endraw)\b|\$\{\{\s*values\b/;

async function render(parameters: Answers, outputDirectory: string) {
  await renderTemplate({
    templateFile,
    parameters,
    outputDirectory,
    logger: mockServices.logger.mock(),
  });
}

const PLACE = { name: 'churn-model', environments: [{ name: 'dev' }] };

let scratch: string;

beforeAll(async () => {
  scratch = await fileSystem.mkdtemp(path.join(os.tmpdir(), 'combinations-'));
});
afterAll(() => fileSystem.rm(scratch, { recursive: true, force: true }));

describe.each(formsToRender())('a project %s', (name, answers) => {
  let directory: string;
  let files: readonly string[];
  let sources: ReadonlyMap<string, readonly string[]>;

  const read = (file: string) =>
    fileSystem.readFile(path.join(directory, file));

  beforeAll(async () => {
    directory = path.join(scratch, name);
    await render(answers, directory);
    files = await listFiles(directory);
    sources = await findSources(answers);
  });
  afterAll(() => fileSystem.rm(directory, { recursive: true, force: true }));

  it('has exactly the files of its overlays, and no file comes from two', () => {
    expect(files).toEqual([...sources.keys()].sort());
    expect([...sources].filter(([, from]) => from.length !== 1)).toEqual([]);
    expect(files.filter(file => /(^|\/)\.overlay-/.test(file))).toEqual([]);
  });

  it('has nothing left of the template in any file', async () => {
    const leftOver: string[] = [];
    for (const [file, [source]] of sources) {
      const marker =
        source.endsWith('.njk') && !source.includes('/azure_pipelines/')
          ? LEFT_OVER
          : LEFT_OVER_BESIDE_EXPRESSIONS_OF_AZURE;
      const [found] = marker.exec((await read(file)).toString('utf8')) ?? [];
      leftOver.push(...(found === undefined ? [] : [`${file}: ${found}`]));
    }
    expect(leftOver).toEqual([]);
  });

  it('has what is not templated byte for byte', async () => {
    const changed: string[] = [];
    for (const [file, [source]] of sources) {
      const original = await fileSystem.readFile(
        path.join(skeletonFolder, source),
      );
      if (!source.endsWith('.njk') && !original.equals(await read(file))) {
        changed.push(file);
      }
    }
    expect(changed).toEqual([]);
  });

  it('is rendered to the same bytes again', async () => {
    const again = path.join(scratch, `${name}-again`);
    await render(answers, again);
    expect(await listFiles(again)).toEqual(files);
    for (const file of files) {
      const other = await fileSystem.readFile(path.join(again, file));
      expect([file, other.equals(await read(file))]).toEqual([file, true]);
    }
    await fileSystem.rm(again, { recursive: true });
  });

  it('has YAML and JSON that can be read', async () => {
    const problems: string[] = [];
    for (const file of files) {
      const text = (await read(file)).toString('utf8');
      const documents = /\.(ya?ml|json|ipynb)$/.test(file)
        ? parseAllDocuments(text)
        : [];
      problems.push(
        ...[documents]
          .flat()
          .flatMap(({ errors }) => errors.map(error => `${file}: ${error}`)),
      );
    }
    expect(problems).toEqual([]);
  });

  it('is committed with every file, whatever its .gitignore says', async () => {
    const repository = {
      fs,
      dir: directory,
      gitdir: path.join(scratch, `${name}.git`),
    };
    await git.init(repository);
    await git.add({ ...repository, filepath: '.' });
    expect([...(await git.listFiles(repository))].sort()).toEqual(files);
  });

  it('is a system, a component, an API where it is served online, and a resource for each environment', async () => {
    const entities = await readCatalog(directory);
    expect(await findCatalogProblems(entities)).toEqual([]);
    const isOnline = ['online', 'both'].includes(answers.serving ?? 'none');
    expect(entities.map(({ kind, metadata }) => [kind, metadata.name])).toEqual(
      [
        ['System', answers.name],
        ['Component', answers.name],
        ...(isOnline ? [['API', `${answers.name}-score`]] : []),
        ...answers.environments.map(environment => [
          'Resource',
          `${answers.name}-${environment.name}`,
        ]),
      ],
    );
  });

  it('can be debugged step by step: each has a launch entry, and each entry a module', async () => {
    const { configurations } = JSON.parse(
      (await read('.vscode/launch.json')).toString('utf8'),
    ) as { configurations: ReadonlyArray<{ module?: string }> };
    const modules = configurations.flatMap(({ module }) => module ?? []);
    const missing = modules.filter(
      module => !files.includes(`${module.replace(/\./g, '/')}.py`),
    );
    expect(missing).toEqual([]);
    const steps: string[] = [];
    for (const file of files) {
      const [, step] = /^operation\/execution\/(\w+)\.py$/.exec(file) ?? [];
      if (step && (await read(file)).includes('__name__ == "__main__"')) {
        steps.push(`operation.execution.${step}`);
      }
    }
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.filter(each => !modules.includes(each))).toEqual([]);
  });

  it('provisions a pipeline for each file of azure_pipelines, and each compiles', async () => {
    const pipelines = await pipelinesOf({
      directory,
      repository: answers.name,
    });
    expect(pipelines.map(({ file }) => file).sort()).toEqual(
      files.filter(file => /^azure_pipelines\/[^/]+\.yml$/.test(file)),
    );
    expect(pipelines.map(({ file, problems }) => [file, problems])).toEqual(
      pipelines.map(({ file }) => [file, []]),
    );
    expect(
      pipelines.map(each => each.name.slice(answers.name.length + 1)).sort(),
    ).toEqual(expectedPipelines(answers));
  });

  it('asks Azure DevOps for nothing that its pipelines name and nothing provides', async () => {
    const { unknownReferences } = await readDesiredState({
      directory,
      repository: answers.name,
    });
    expect(unknownReferences).toBeUndefined();
  });

  it('records the answers that it was made from', async () => {
    const { answers: record } = await readYaml<{ answers: object }>(
      path.join(directory, '.azure-mlops.yml'),
    );
    expect(record).toMatchObject({
      name: answers.name,
      level: answers.level,
      problem_type: answers.problemType,
      serving: answers.serving,
      backend: answers.backend ?? 'local',
    });
    expect(Object.entries(record)).toEqual(
      expect.arrayContaining(
        answers.onlineCompute
          ? [['online_compute', answers.onlineCompute]]
          : [],
      ),
    );
    expect('azure' in record).toBe(answers.subscriptionId !== undefined);
  });
});

describe('the levels', () => {
  it('add files and take none away, for every combination of the other options', async () => {
    const lost: string[] = [];
    for (const combination of listAllCombinations()) {
      const [lower, higher] = await Promise.all(
        [combination.level, Math.min(combination.level + 1, 3)].map(level =>
          findSources({ ...PLACE, ...combination, level } as Answers),
        ),
      );
      lost.push(...[...lower.keys()].filter(file => !higher.has(file)));
    }
    expect([...new Set(lost)]).toEqual([]);
  });
});
