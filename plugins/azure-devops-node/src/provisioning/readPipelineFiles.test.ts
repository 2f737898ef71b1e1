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
    - name: churn-model-rollback
      yaml: azure_pipelines/rollback.yml
`;

const ROLLBACK = `parameters:
  - name: environment
    type: string
    default: dev

variables:
  - group: churn-model-\${{ parameters.environment }}
  - template: ../operation/configuration/environment_\${{ parameters.environment }}/pipeline_variables.yml

jobs:
  - deployment: roll_back
    pool: { vmImage: ubuntu-24.04 }
    environment: churn-model-\${{ parameters.environment }}
    strategy:
      runOnce:
        deploy:
          steps:
            - task: AzureCLI@2
              inputs:
                azureSubscription: \${{ variables.azure_service_connection }}
`;

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** The folder of an environment. */
function filesOf(name: string): Readonly<Record<string, string>> {
  const folder = `operation/configuration/environment_${name}`;
  return {
    [`${folder}/azure_devops.yml`]: `version: 1
environment: { name: churn-model-${name} }
variable_group: { name: churn-model-${name}, variables: { STAGE: ${name} } }
service_connection:
  name: azure-${name}
  subscription: { id: ${ID}, name: Machine learning }
  authentication: { scheme: managed_identity, tenant_id: ${ID} }
`,
    [`${folder}/pipeline_variables.yml`]: `variables:
  azure_service_connection: azure-${name}
`,
  };
}

const FILES: Readonly<Record<string, string>> = {
  'operation/configuration/azure_devops.yml': PROJECT,
  'azure_pipelines/rollback.yml': ROLLBACK,
  ...filesOf('dev'),
  ...filesOf('stage'),
  ...filesOf('prod'),
};

const PROD_VARIABLES =
  'operation/configuration/environment_prod/pipeline_variables.yml';

let directory: string;

beforeEach(async () => {
  directory = await fileSystem.mkdtemp(path.join(tmpdir(), 'pipeline-files-'));
});
afterEach(() => fileSystem.rm(directory, { recursive: true, force: true }));

async function permissionsOf(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    await fileSystem.mkdir(path.dirname(file), { recursive: true });
    await fileSystem.writeFile(file, text);
  }
  const { resources } = await readDesiredState({
    directory,
    repository: 'churn-model',
  });
  return (resources['pipeline-permission'] ?? [])
    .filter(({ pipelines }) => pipelines.includes('churn-model-rollback'))
    .map(({ name }) => name)
    .sort();
}

const everythingOf = (...names: readonly string[]) =>
  names
    .flatMap(name => [
      `environment/churn-model-${name}`,
      `service-connection/azure-${name}`,
      `variable-group/churn-model-${name}`,
    ])
    .sort();

describe('a pipeline that is started for an environment by its name', () => {
  it('is permitted what it uses of every environment, not only of the proposed one', async () => {
    expect(await permissionsOf(FILES)).toEqual(
      everythingOf('dev', 'stage', 'prod'),
    );
  });

  it('is permitted a fourth environment once its folder is there', async () => {
    expect(await permissionsOf({ ...FILES, ...filesOf('qa') })).toEqual(
      everythingOf('dev', 'qa', 'stage', 'prod'),
    );
  });

  it('is refused with the file and its line when another environment cannot be read', async () => {
    await expect(
      permissionsOf({ ...FILES, [PROD_VARIABLES]: 'variables:\n  a: [1\n' }),
    ).rejects.toThrow(`- ${PROD_VARIABLES}:`);
  });

  it('signs in to no environment that has nothing to include', async () => {
    const { [PROD_VARIABLES]: _, ...files } = FILES;
    expect(await permissionsOf(files)).toEqual(
      everythingOf('dev', 'stage', 'prod').filter(
        name => name !== 'service-connection/azure-prod',
      ),
    );
  });

  it('asks for the file of the proposed environment', async () => {
    await expect(
      permissionsOf({
        ...FILES,
        'azure_pipelines/rollback.yml': ROLLBACK.replace(
          'default: dev',
          'default: test',
        ),
      }),
    ).rejects.toThrow(
      'operation/configuration/environment_test/pipeline_variables.yml: found nothing of this name',
    );
  });
});
