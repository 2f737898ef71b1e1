import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readExamples, templateFile } from './__testUtils__/examples';
import { findSources, skeletonFolder } from './__testUtils__/overlays';
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

  it('renders for every filled-in form exactly the files of its overlays, with a folder for each environment', async () => {
    for (const [file, answers] of await readExamples()) {
      const expected = [...(await findSources(answers)).keys()].sort();
      const directory = await render(answers, file);
      expect(await listFiles(directory)).toEqual(expected);
    }
  });

  it('leaves no expression of the template behind in any file', async () => {
    for (const [file, answers] of await readExamples()) {
      const directory = await render(answers, file);
      for (const [entry, [source]] of await findSources(answers)) {
        // In a file that is copied as it is, `${{ }}` is Azure Pipelines' own.
        const marker = source.endsWith('.njk')
          ? /\{%|\$\{\{/
          : /\$\{\{\s*values\b/;
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
    for (const [entry, [source]] of await findSources(answers)) {
      if (!source.endsWith('.njk')) {
        const bytes = await fileSystem.readFile(
          path.join(skeletonFolder, source),
        );
        const copy = await fileSystem.readFile(path.join(directory, entry));
        expect([entry, copy.equals(bytes)]).toEqual([entry, true]);
      }
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
