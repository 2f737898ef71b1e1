import { promises as fileSystem } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDesiredState } from './readDesiredState';

const PROJECT = `version: 1
project: churn-model
pipelines:
  folder: churn-model
  default_branch: main
  definitions:
    - name: churn-model-ci
      yaml: azure_pipelines/ci.yml
    - name: churn-model-training
      yaml: azure_pipelines/training.yml
`;

const PROD = `version: 1
environment: { name: churn-model-prod }
variable_group:
  name: churn-model-prod
  variables:
    MLOPS_ENVIRONMENT: prod
permitted_pipelines:
  - churn-model-training
`;

const PROJECT_FILE = 'operation/configuration/azure_devops.yml';
const PROD_FILE = 'operation/configuration/environment_prod/azure_devops.yml';

let directory: string;

beforeEach(async () => {
  directory = await fileSystem.mkdtemp(path.join(tmpdir(), 'desired-state-'));
});
afterEach(() => fileSystem.rm(directory, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    await fileSystem.mkdir(path.dirname(file), { recursive: true });
    await fileSystem.writeFile(file, text);
  }
}

function read() {
  return readDesiredState({ directory, repository: 'churn-model' });
}

async function messageOfReading(
  files: Readonly<Record<string, string>>,
): Promise<string> {
  await write(files);
  return read().then(
    () => 'no error',
    error => error.message,
  );
}

describe('reading the desired state', () => {
  it('takes one environment per folder, in the order of their names', async () => {
    await write({
      [PROJECT_FILE]: PROJECT,
      [PROD_FILE]: PROD,
      'operation/configuration/environment_dev/azure_devops.yml': PROD.replace(
        /-prod/g,
        '-dev',
      ),
      'operation/configuration/common.yml': 'not: ours',
      'operation/configuration/baseline/azure_devops.yml': 'not: ours',
    });
    const desired = await read();
    expect(desired.environments.map(({ name }) => name)).toEqual([
      'churn-model-dev',
      'churn-model-prod',
    ]);
    expect(desired.pipelines).toHaveLength(2);
    expect(desired.repository).toBe('churn-model');
  });

  it('says which file is missing', async () => {
    expect(await messageOfReading({})).toContain(
      'operation/configuration: found nothing of this name',
    );
    expect(
      await messageOfReading({
        'operation/configuration/environment_prod/models.yml': '',
      }),
    ).toMatch(
      /2 problems:\n- operation\/configuration\/azure_devops.yml: found nothing[^\n]*\n- operation\/configuration\/environment_prod\/azure_devops.yml/,
    );
  });

  it('gives file, line, key, what was found and expected, and the remedy', async () => {
    const message = await messageOfReading({
      [PROJECT_FILE]: PROJECT.replace('training.yml', 'training.txt'),
      [PROD_FILE]: PROD.replace('prod\npermitted', '1.10\npermitted').replace(
        '- churn-model-training',
        '- churn-model-nightly',
      ),
    });
    expect(message.split('\n').slice(1)).toEqual([
      `- ${PROJECT_FILE}:10 at pipelines.definitions[1].yaml: found "azure_pipelines/training.txt", expected the path of a .yml file from the root of the repository, with forward slashes. Correct the value.`,
      `- ${PROD_FILE}:6 at variable_group.variables.MLOPS_ENVIRONMENT: found 1.1, expected text. Put the value in quotes.`,
    ]);
    expect(
      await messageOfReading({
        [PROJECT_FILE]: PROJECT,
        [PROD_FILE]: PROD.replace('- churn-model-training', '- nightly'),
      }),
    ).toContain(`${PROD_FILE}:8 at permitted_pipelines[0]: found the unknown`);
  });

  it('points a missing key to what is around it', async () => {
    expect(
      await messageOfReading({
        [PROJECT_FILE]: PROJECT.replace('  folder: churn-model\n', ''),
        [PROD_FILE]: PROD,
      }),
    ).toContain(`${PROJECT_FILE}:3 at pipelines.folder: found nothing`);
  });

  it.each([
    ['a tab', 'version:\t1\n\tproject: x'],
    ['an open bracket', 'version: [1'],
    ['a key twice', 'version: 1\nversion: 1'],
    ['an unknown tag', 'version: !!python/object:os.system 1'],
    ['two documents', 'version: 1\n---\nversion: 1'],
    ['an alias', 'version: &one 1\nproject: *one'],
    [
      'a bomb of aliases',
      'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]',
    ],
    ['a key that is a map', '? { a: b }\n: 1'],
    ['no key at all', ''],
    ['null bytes', 'version: "\\0"'],
    ['too much', `version: ${'1'.repeat(300_000)}`],
    ['much in one value', `project: ${'x'.repeat(10_000)}`],
  ])('reports, and survives, a file with %s', async (_title, text) => {
    const message = await messageOfReading({
      [PROJECT_FILE]: text,
      [PROD_FILE]: PROD,
    });
    expect(message).toContain(`- ${PROJECT_FILE}`);
    expect(message.length).toBeLessThan(3000);
  });

  it('reads nothing that a link outside of the project points to', async () => {
    const outside = await fileSystem.mkdtemp(path.join(tmpdir(), 'outside-'));
    try {
      const secret = path.join(outside, 'app-config.yaml');
      await fileSystem.writeFile(secret, 'token: hush\n');
      await write({ [PROJECT_FILE]: PROJECT, [PROD_FILE]: PROD });
      await fileSystem.rm(path.join(directory, PROD_FILE));
      await fileSystem.symlink(secret, path.join(directory, PROD_FILE));
      const message = await messageOfReading({});
      expect(message).toContain(
        `${PROD_FILE}: found a link that leads out of the project`,
      );
      expect(message).not.toContain('token');
    } finally {
      await fileSystem.rm(outside, { recursive: true });
    }
  });
});
