import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type Answers,
  readExamples,
  templateFile,
} from './__testUtils__/examples';
import { expectedPipelines } from './__testUtils__/expectedPipelines';
import { renderTemplate } from './renderTemplate';

const CONFIGURATION = 'operation/configuration';

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

/** Copies the folder of an environment, and adds the name to the list, as the generated docs say. */
async function addEnvironment(
  directory: string,
  model: string,
  name: string,
): Promise<void> {
  const configuration = path.join(directory, CONFIGURATION);
  const from = path.join(configuration, `environment_${model}`);
  const to = path.join(configuration, `environment_${name}`);
  await fileSystem.cp(from, to, { recursive: true });
  const word = new RegExp(`(?<!\\w)${model}(?!\\w)`, 'g');
  for (const file of ['azure_devops.yml', 'pipeline_variables.yml']) {
    await edit(path.join(to, file), text => text.replace(word, name));
  }
  await edit(path.join(configuration, 'deployment_environments.yml'), text =>
    text.replace(new RegExp(`^( *- )"${model}"$`, 'm'), `$&\n$1"${name}"`),
  );
}

async function edit(
  file: string,
  change: (text: string) => string,
): Promise<void> {
  await fileSystem.writeFile(
    file,
    change(await fileSystem.readFile(file, 'utf8')),
  );
}

/**
 * Which environments each pipeline works for, by what the template says of
 * them. One that asks whoever starts it for an environment may be started for
 * each, whichever it proposes.
 */
function environmentsOfPipelines(
  answers: Answers,
): ReadonlyMap<string, readonly string[]> {
  const all = answers.environments.map(({ name }) => name);
  const [first] = all;
  const environments = new Map([
    // A model is trained in the first environment, without deploying to it.
    ['training', [first]],
    ['deployment', all],
    ['infrastructure', all],
    ['rollback_online', all],
    ['batch_scoring', all],
    ['monitoring', all],
  ]);
  const made = expectedPipelines(answers);
  return new Map([...environments].filter(([name]) => made.includes(name)));
}

/** Pipelines with deployment jobs. */
const DEPLOYING = ['deployment', 'infrastructure', 'rollback_online'];

/** What the pipelines of the template use. */
function expectedPermissions(answers: Answers) {
  const permissions = new Map<string, string[]>();
  const permit = (resource: string, pipeline: string) =>
    permissions.set(resource, [
      ...(permissions.get(resource) ?? []),
      `${answers.name}-${pipeline}`,
    ]);
  for (const [pipeline, environments] of environmentsOfPipelines(answers)) {
    for (const environment of environments) {
      const resource = `${answers.name}-${environment}`;
      permit(`variable-group/${resource}`, pipeline);
      if (answers.subscriptionId !== undefined) {
        permit(`service-connection/${resource}`, pipeline);
      }
      if (DEPLOYING.includes(pipeline)) {
        permit(`environment/${resource}`, pipeline);
      }
    }
  }
  return sorted(permissions);
}

function sorted(permissions: Iterable<readonly [string, readonly string[]]>) {
  return Object.fromEntries(
    [...permissions].map(([name, pipelines]) => [name, [...pipelines].sort()]),
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
    return sorted(
      (resources['pipeline-permission'] ?? []).map(
        ({ name, pipelines }) => [name, pipelines] as const,
      ),
    );
  }

  async function render(file: string, answers: Answers): Promise<string> {
    const outputDirectory = path.join(scratch, file);
    await renderTemplate({
      templateFile,
      parameters: answers,
      outputDirectory,
      logger: mockServices.logger.mock(),
    });
    await removeLists(outputDirectory);
    return outputDirectory;
  }

  it('are permitted exactly what their YAML uses, whatever the form was filled in with', async () => {
    const examples = await readExamples();
    expect(examples.length).toBeGreaterThan(0);
    for (const [file, answers] of examples) {
      const outputDirectory = await render(file, answers);
      expect([file, await permissionsOf(outputDirectory, answers)]).toEqual([
        file,
        expectedPermissions(answers),
      ]);
    }
  });

  it('are permitted a further environment by its folder and its place in the list alone', async () => {
    for (const [file, answers] of await readExamples()) {
      const directory = await render(file, answers);
      const [{ name: model }] = answers.environments.slice(-1);
      await addEnvironment(directory, model, 'further');
      expect([file, await permissionsOf(directory, answers)]).toEqual([
        file,
        expectedPermissions({
          ...answers,
          environments: [...answers.environments, { name: 'further' }],
        }),
      ]);
    }
  });
});
