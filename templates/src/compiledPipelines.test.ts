import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compilePipeline } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { mockServices } from '@backstage/backend-test-utils';
import { readExamples, templateFile } from './__testUtils__/examples';
import { listFiles } from './listFiles';
import { renderTemplate } from './renderTemplate';

// Renders every example.
jest.setTimeout(60_000);

/** Files of a rendered project, as a repository. */
function sourceIn(directory: string) {
  return {
    read: (file: string) =>
      fileSystem
        .readFile(path.join(directory, file), 'utf8')
        .catch(() => undefined),
    open: async () => undefined,
  };
}

describe('the pipelines of a rendered project', () => {
  let scratch: string;

  beforeEach(async () => {
    scratch = await fileSystem.mkdtemp(path.join(os.tmpdir(), 'pipelines-'));
  });
  afterEach(() => fileSystem.rm(scratch, { recursive: true, force: true }));

  async function compileAll(directory: string) {
    const files = (await listFiles(directory)).filter(file =>
      /^azure_pipelines\/[^/]+\.yml$/.test(file),
    );
    const source = sourceIn(directory);
    return Promise.all(
      files.map(async file => {
        const result = await compilePipeline({
          source,
          path: file,
          parameters: {},
          variables: { 'Build.SourceBranch': 'refs/heads/main' },
        });
        return {
          file: path.basename(file),
          problems: result.kind === 'invalid' ? result.problems : [],
          stages:
            result.kind === 'compiled'
              ? result.pipeline.stages.map(({ name }) => name)
              : [],
        };
      }),
    );
  }

  it('compile for every filled-in form, with one release for each environment', async () => {
    for (const [example, answers] of await readExamples()) {
      const outputDirectory = path.join(scratch, example);
      await renderTemplate({
        templateFile,
        parameters: answers,
        outputDirectory,
        logger: mockServices.logger.mock(),
      });
      const releases = answers.environments.map(
        ({ name }) => `release_${name.replace(/-/g, '_')}`,
      );
      expect([example, await compileAll(outputDirectory)]).toEqual([
        example,
        [
          { file: 'ci.yml', problems: [], stages: ['__default'] },
          { file: 'deployment.yml', problems: [], stages: releases },
          { file: 'training.yml', problems: [], stages: ['__default'] },
        ],
      ]);
    }
  });
});
