import { SimulatorUnderTest } from './withSimulator';

let count = 0;

/** Creates a pipeline of the file `ci.yml` in a repository; gives back its id. */
export async function createDefinition(
  context: SimulatorUnderTest,
  repositoryId: string,
  more: object = {},
): Promise<number> {
  count += 1;
  const { body } = await context.rest.post(
    'machine-learning/_apis/build/definitions',
    {
      name: `validation-${count}`,
      process: { yamlFilename: 'ci.yml' },
      repository: { id: repositoryId, type: 'TfsGit' },
      triggers: [
        { triggerType: 'continuousIntegration', settingsSourceType: 2 },
      ],
      ...more,
    },
  );
  return body.id;
}
