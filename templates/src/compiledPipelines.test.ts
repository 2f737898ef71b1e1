import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compilePipeline } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { mockServices } from '@backstage/backend-test-utils';
import { readExamples, templateFile } from './__testUtils__/examples';
import { renderTemplate } from './renderTemplate';

// Renders every example.
jest.setTimeout(180_000);

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

  async function stagesOf(directory: string, file: string) {
    const result = await compilePipeline({
      source: sourceIn(directory),
      path: file,
      parameters: {},
      variables: { 'Build.SourceBranch': 'refs/heads/main' },
    });
    return result.kind === 'compiled'
      ? result.pipeline.stages.map(
          ({ name, lockBehavior = result.pipeline.lockBehavior }) => [
            name,
            lockBehavior,
          ],
        )
      : result.problems;
  }

  it('release into one environment after the other, one run at a time, for every filled-in form', async () => {
    for (const [example, answers] of await readExamples()) {
      const outputDirectory = path.join(scratch, example);
      await renderTemplate({
        templateFile,
        parameters: answers,
        outputDirectory,
        logger: mockServices.logger.mock(),
      });
      expect([
        example,
        await stagesOf(outputDirectory, 'azure_pipelines/deployment.yml'),
      ]).toEqual([
        example,
        answers.environments.map(({ name }) => [
          `release_${name}`,
          'sequential',
        ]),
      ]);
    }
  });
});
