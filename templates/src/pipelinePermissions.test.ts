import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { renderTemplate } from './renderTemplate';

const templateFolder = path.resolve(__dirname, '../azure-mlops-project');
const examples = path.join(templateFolder, 'examples');
const CONFIGURATION = 'operation/configuration';

type Answers = JsonObject & {
  readonly name: string;
  readonly subscriptionId?: string;
  readonly environments: ReadonlyArray<{ readonly name: string }>;
};

async function readExample(file: string): Promise<Answers> {
  return parse(await fileSystem.readFile(path.join(examples, file), 'utf8'));
}

/** Leaves it to the pipelines' YAML which of them may use what. */
async function removeLists(directory: string): Promise<void> {
  const folder = path.join(directory, CONFIGURATION);
  for (const entry of await fileSystem.readdir(folder)) {
    if (entry.startsWith('environment_')) {
      const file = path.join(folder, entry, 'azure_devops.yml');
      const text = await fileSystem.readFile(file, 'utf8');
      await fileSystem.writeFile(
        file,
        text.replace(/^permitted_pipelines:\n(?: +- .*\n?)*/m, ''),
      );
    }
  }
}

/** What the pipelines of the template use, by what the template says of them. */
function expectedPermissions({ name, subscriptionId, environments }: Answers) {
  return Object.fromEntries(
    environments.flatMap((environment, index) => {
      const resource = `${name}-${environment.name}`;
      const deployment = `${name}-deployment`;
      // A model is trained in the first environment, without deploying to it.
      const all = index === 0 ? [`${name}-training`, deployment] : [deployment];
      return [
        [`environment/${resource}`, [deployment]],
        [`variable-group/${resource}`, all],
        ...(subscriptionId === undefined
          ? []
          : [[`service-connection/${resource}`, all]]),
      ];
    }),
  );
}

describe('the pipelines of the template azure-mlops-project', () => {
  let scratch: string;

  beforeEach(async () => {
    scratch = await fileSystem.mkdtemp(path.join(os.tmpdir(), 'permissions-'));
  });
  afterEach(() => fileSystem.rm(scratch, { recursive: true, force: true }));

  async function permissionsOf(directory: string, answers: Answers) {
    const { resources, unknownReferences } = await readDesiredState({
      directory,
      repository: answers.name,
    });
    expect(unknownReferences).toBeUndefined();
    return Object.fromEntries(
      (resources['pipeline-permission'] ?? []).map(({ name, pipelines }) => [
        name,
        pipelines,
      ]),
    );
  }

  it('are permitted exactly what their YAML uses, whatever the form was filled in with', async () => {
    const files = await fileSystem.readdir(examples);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const answers = await readExample(file);
      const outputDirectory = path.join(scratch, file);
      await renderTemplate({
        templateFile: path.join(templateFolder, 'template.yaml'),
        parameters: answers,
        outputDirectory,
        logger: mockServices.logger.mock(),
      });
      await removeLists(outputDirectory);
      expect([file, await permissionsOf(outputDirectory, answers)]).toEqual([
        file,
        expectedPermissions(answers),
      ]);
    }
  });
});
