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
    const { repository, resources } = await read();
    expect(resources.environment?.map(({ name }) => name)).toEqual([
      'churn-model-dev',
      'churn-model-prod',
    ]);
    expect(resources.pipeline).toHaveLength(2);
    expect(repository).toBe('churn-model');
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

  it('permits what the YAML of the pipelines uses, through their templates', async () => {
    await write({
      [PROJECT_FILE]: PROJECT,
      [PROD_FILE]: PROD.replace(/permitted[\s\S]*/, ''),
      'azure_pipelines/ci.yml': 'steps: [{ script: pytest }]',
      'azure_pipelines/training.yml':
        'variables: [{ template: ../shared/names.yml }, { template: "/shared/${{ variables.stage }}.yml" }]',
      'shared/names.yml': 'variables: { stage: prod }',
      'shared/prod.yml':
        'variables: [{ group: churn-model-prod }, { group: everybodys }]',
    });
    const { resources, unknownReferences } = await read();
    expect(resources['pipeline-permission']).toEqual([
      expect.objectContaining({
        name: 'environment/churn-model-prod',
        pipelines: [],
      }),
      expect.objectContaining({
        name: 'variable-group/churn-model-prod',
        pipelines: ['churn-model-training'],
      }),
    ]);
    expect(unknownReferences).toEqual([
      expect.objectContaining({
        pipeline: 'churn-model-training',
        resource: { kind: 'variable-group', name: 'everybodys' },
      }),
    ]);
  });

  describe('from pipelines whose YAML does not tell', () => {
    const configuration = {
      [PROJECT_FILE]: PROJECT,
      [PROD_FILE]: PROD.replace(/permitted[\s\S]*/, ''),
      'azure_pipelines/ci.yml': 'steps: []',
    };

    it.each([
      [
        'a name of a run',
        'steps: []\njobs:\n- deployment: a\n  environment: $(Build.Reason)',
        'training.yml:4 at jobs[0].environment: found the variable Build.Reason',
      ],
      ['broken YAML', 'steps: [', 'training.yml:1: found'],
      ['aliases', 'a: &a 1\nb: *a', 'training.yml: found'],
      [
        'too much',
        `# ${'x'.repeat(300_000)}`,
        'training.yml: found a file of 300002 bytes',
      ],
      [
        'a template that is not there',
        'steps: [{ template: gone.yml }]',
        'azure_pipelines/gone.yml: found nothing of this name',
      ],
      [
        'a folder for a template',
        'steps: [{ template: ../operation }]',
        'operation: found nothing of this name',
      ],
      [
        'a path that no file can have',
        'steps: [{ template: "a\\0b.yml" }]',
        'found nothing of this name',
      ],
      [
        'a path that is too long',
        `steps: [{ template: ${'x'.repeat(300)}.yml }]`,
        'found nothing of this name',
      ],
      [
        'a path that climbs',
        'steps: [{ template: ../../../etc/hosts }]',
        'outside of the repository',
      ],
      [
        'templates without end',
        'steps: [{ template: "${{ parameters.n }}x/../training.yml", parameters: { n: "${{ parameters.n }}x" } }]\nparameters: { n: y }',
        '100 deep',
      ],
      [
        'a list in a list without end',
        `steps: ${'['.repeat(20_000)}`,
        'training.yml',
      ],
    ])('reports, and survives, %s', async (_title, text, expected) => {
      const message = await messageOfReading({
        ...configuration,
        'azure_pipelines/training.yml': text,
      });
      expect(message).toContain(expected);
      expect(message.length).toBeLessThan(3000);
    });

    it('goes by what is listed, if every environment does', async () => {
      await write({ ...configuration, [PROD_FILE]: PROD });
      const { resources } = await read();
      expect(resources['pipeline-permission']).toEqual(
        ['environment', 'variable-group'].map(kind =>
          expect.objectContaining({
            name: `${kind}/churn-model-prod`,
            pipelines: ['churn-model-training'],
          }),
        ),
      );
    });

    it('reads no template that a link leads out of the project for', async () => {
      const outside = await fileSystem.mkdtemp(path.join(tmpdir(), 'outside-'));
      try {
        await fileSystem.writeFile(path.join(outside, 'a.yml'), 'token: hush');
        await write({
          ...configuration,
          'azure_pipelines/training.yml': 'steps: [{ template: link/a.yml }]',
        });
        await fileSystem.symlink(
          outside,
          path.join(directory, 'azure_pipelines/link'),
        );
        const message = await messageOfReading({});
        expect(message).toContain(
          'azure_pipelines/link/a.yml: found a link that leads out of the project',
        );
        expect(message).not.toContain('token');
      } finally {
        await fileSystem.rm(outside, { recursive: true });
      }
    });
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
