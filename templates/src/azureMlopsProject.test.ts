import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readExamples, templateFile } from './__testUtils__/examples';
import { listFiles } from './listFiles';
import { renderTemplate } from './renderTemplate';

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
