import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import { ActionHarness } from './__testUtils__/ActionHarness';

/** What has to be there before an example can run, as a template would have made it. */
const prerequisites: Readonly<Record<string, readonly string[]>> = {
  'azure-devops:catalog-entity:wait': [],
  'azure-devops:names:check': [],
  'azure-devops:plan': [],
  'azure-devops:repository:ensure': [],
  'azure-devops:repository:push': ['azure-devops:repository:ensure'],
  'azure-devops:provision': [
    'azure-devops:repository:ensure',
    'azure-devops:repository:push',
  ],
  'azure-devops:pipeline:run': [
    'azure-devops:repository:ensure',
    'azure-devops:repository:push',
    'azure-devops:provision',
  ],
};

/** The input with its repository, where it names one, on another host. */
function onHost(input: JsonObject, host: string): JsonObject {
  return typeof input.repoUrl === 'string'
    ? { ...input, repoUrl: input.repoUrl.replace('dev.azure.com', host) }
    : input;
}

describe('the examples of the actions', () => {
  let harness: ActionHarness;
  beforeEach(async () => {
    harness = await ActionHarness.start();
  });
  afterEach(() => harness.stop());

  it.each(Object.keys(prerequisites))(
    'of %s fit its schema and run as they are written',
    async id => {
      const action = harness.action(id);
      expect(action.examples).not.toHaveLength(0);
      for (const step of prerequisites[id]) {
        await harness.run(step);
      }
      for (const { example } of action.examples ?? []) {
        for (const step of parse(example).steps) {
          expect(step.action).toBe(id);
          const input = onHost(step.input, harness.simulator.host);
          const problems = validate(input, action.schema?.input ?? {}).errors;
          expect(problems.map(String)).toEqual([]);
          const { output } = await harness.run(id, input);
          expect(Object.keys(output)).not.toHaveLength(0);
        }
      }
    },
  );

  it('cover every action of the module', () => {
    expect(harness.actions.map(({ id }) => id).sort()).toEqual(
      Object.keys(prerequisites).sort(),
    );
  });
});
