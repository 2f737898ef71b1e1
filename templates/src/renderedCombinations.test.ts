import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { mockServices } from '@backstage/backend-test-utils';
import { parseAllDocuments } from 'yaml';
import {
  formsToRender,
  listAllCombinations,
} from './__testUtils__/combinations';
import { type Answers, readYaml, templateFile } from './__testUtils__/examples';
import { findSources, skeletonFolder } from './__testUtils__/overlays';
import { pipelinesOf } from './combinations/pipelinesOf';
import { listFiles } from './listFiles';
import { renderTemplate } from './renderTemplate';

// Two renderings for each combination.
jest.setTimeout(120_000);

/** In what was templated nothing may be left; in what is copied `${{ }}` is Azure's own. */
const LEFT_OVER_IN_TEMPLATED = /\{%|\$\{\{|\[object Object\]/;
const LEFT_OVER_IN_COPIED =
  /\{%-?\s*(if|for|set|else|endif|endfor)\b|\$\{\{\s*values\b/;

async function render(parameters: Answers, outputDirectory: string) {
  await renderTemplate({
    templateFile,
    parameters,
    outputDirectory,
    logger: mockServices.logger.mock(),
  });
}

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

  it('has nothing left of the template in any file, and what is not templated byte for byte', async () => {
    for (const [file, [source]] of sources) {
      const isTemplated = source.endsWith('.njk');
      const bytes = await read(file);
      const marker = (
        isTemplated ? LEFT_OVER_IN_TEMPLATED : LEFT_OVER_IN_COPIED
      ).exec(bytes.toString('utf8'))?.[0];
      expect([file, marker]).toEqual([file, undefined]);
      if (!isTemplated) {
        const original = await fileSystem.readFile(
          path.join(skeletonFolder, source),
        );
        expect([file, bytes.equals(original)]).toEqual([file, true]);
      }
    }
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
    for (const file of files) {
      const text = (await read(file)).toString('utf8');
      if (/\.ya?ml$/.test(file)) {
        const problems = parseAllDocuments(text).flatMap(
          ({ errors }) => errors,
        );
        expect([file, problems]).toEqual([file, []]);
      } else if (/\.(json|ipynb)$/.test(file)) {
        expect([file, () => JSON.parse(text)]).toEqual([
          file,
          expect.any(Function),
        ]);
        expect(() => JSON.parse(text)).not.toThrow();
      }
    }
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
      backend: answers.backend,
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

function expectedPipelines({ level = 1, serving = 'none' }: Answers) {
  return [
    'ci',
    'training',
    'deployment',
    'infrastructure',
    ...(['batch', 'both'].includes(serving) ? ['batch-scoring'] : []),
    ...(level >= 3 ? ['monitoring', 'nightly'] : []),
  ].sort();
}

describe('the levels', () => {
  it('add files and take none away, for every combination of the other options', async () => {
    for (const combination of listAllCombinations()) {
      if (combination.level === 3) {
        const [first, second, third] = await Promise.all(
          ([1, 2, 3] as const).map(async level => [
            ...(
              await findSources({
                ...combination,
                level,
                name: 'churn-model',
                environments: [{ name: 'dev' }],
              } as unknown as Answers)
            ).keys(),
          ]),
        );
        const lost = [
          ...first.filter(file => !second.includes(file)),
          ...second.filter(file => !third.includes(file)),
        ];
        expect([combination, lost]).toEqual([combination, []]);
      }
    }
  });
});
