import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  readExamples,
  templateFile,
  templateFolder,
} from './__testUtils__/examples';
import { listFiles } from './listFiles';
import { renderTemplate } from './renderTemplate';

// Renders every example, some twice.
jest.setTimeout(60_000);

describe('the template azure-mlops-project', () => {
  let scratch: string;

  beforeEach(async () => {
    scratch = await fileSystem.mkdtemp(path.join(os.tmpdir(), 'template-'));
  });
  afterEach(() => fileSystem.rm(scratch, { recursive: true, force: true }));

  async function render(parameters: JsonObject, folder = 'project') {
    const outputDirectory = path.join(scratch, folder);
    await renderTemplate({
      templateFile,
      parameters,
      outputDirectory,
      logger: mockServices.logger.mock(),
    });
    return outputDirectory;
  }

  it('renders for every filled-in form exactly the files of the skeleton, with a folder for each environment', async () => {
    const base = await listFiles(path.join(templateFolder, 'skeleton/base'));
    const environment = await listFiles(
      path.join(templateFolder, 'skeleton/environment'),
    );
    const rendered = (file: string) => file.replace(/\.njk$/, '');
    for (const [file, answers] of await readExamples()) {
      const expected = [
        ...base.map(rendered),
        ...answers.environments.flatMap(({ name }) =>
          environment.map(
            entry =>
              `operation/configuration/environment_${name}/${rendered(entry)}`,
          ),
        ),
      ].sort();
      const directory = await render(answers, file);
      expect(await listFiles(directory)).toEqual(expected);
    }
  });

  it('leaves no expression of the template behind in any file', async () => {
    const sources = new Set(
      await listFiles(path.join(templateFolder, 'skeleton')),
    );
    const wasTemplated = (entry: string) =>
      sources.has(`base/${entry}.njk`) ||
      (/^operation\/configuration\/environment_/.test(entry) &&
        sources.has(`environment/${path.basename(entry)}.njk`));
    for (const [file, answers] of await readExamples()) {
      const directory = await render(answers, file);
      for (const entry of await listFiles(directory)) {
        // In a file that is copied as it is, `${{ }}` is Azure Pipelines' own.
        const marker = wasTemplated(entry) ? /\{%|\$\{\{/ : /\$\{\{\s*values\b/;
        const text = await fileSystem.readFile(
          path.join(directory, entry),
          'utf8',
        );
        expect([entry, marker.exec(text)?.[0]]).toEqual([entry, undefined]);
      }
    }
  });

  it('copies every file that is not templated byte for byte, whatever it holds', async () => {
    const [, answers] = (await readExamples())[0];
    const directory = await render(answers);
    const base = path.join(templateFolder, 'skeleton/base');
    const copied = (await listFiles(base)).filter(
      entry => !entry.endsWith('.njk'),
    );
    for (const entry of copied) {
      const source = await fileSystem.readFile(path.join(base, entry));
      const copy = await fileSystem.readFile(path.join(directory, entry));
      expect([entry, copy.equals(source)]).toEqual([entry, true]);
    }
  });

  it('renders the same bytes when it renders again', async () => {
    for (const [file, answers] of await readExamples()) {
      const first = await render(answers, `first-${file}`);
      const second = await render(answers, `second-${file}`);
      for (const entry of await listFiles(first)) {
        const bytes = await fileSystem.readFile(path.join(second, entry));
        expect([
          entry,
          bytes.equals(await fileSystem.readFile(path.join(first, entry))),
        ]).toEqual([entry, true]);
      }
    }
  });

  it('refuses answers that cannot become names and renders nothing', async () => {
    const [, answers] = (await readExamples())[0];
    const rendering = render({
      ...answers,
      environments: [{ name: 'dev' }, { name: 'dev' }, {}],
    });
    await expect(rendering).rejects.toThrow(
      /Environment 2: 'dev' is listed twice[\s\S]*Environment 3: Enter a name/,
    );
    expect(await listFiles(path.join(scratch, 'project'))).toEqual([]);
  });
});
