import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import { ActionHarness } from './__testUtils__/ActionHarness';

const pushed = [
  'azure-devops:repository:ensure',
  'azure-devops:repository:push',
];
const provisioned = [...pushed, 'azure-devops:provision'];

/** What has to be there before an example can run, as a template would have made it. */
const prerequisites: Readonly<Record<string, readonly string[]>> = {
  'azure-devops:branch-policy:ensure': provisioned,
  'azure-devops:catalog-entity:wait': [],
  'azure-devops:check:ensure': provisioned,
  'azure-devops:environment:ensure': [],
  'azure-devops:group:ensure': [],
  'azure-devops:names:check': [],
  'azure-devops:pipeline-permission:grant': provisioned,
  'azure-devops:pipeline:ensure': pushed,
  'azure-devops:pipeline:run': provisioned,
  'azure-devops:plan': [],
  'azure-devops:project:ensure': [],
  'azure-devops:provision': pushed,
  'azure-devops:pull-request:create': pushed,
  'azure-devops:repository:ensure': [],
  'azure-devops:repository:push': ['azure-devops:repository:ensure'],
  'azure-devops:service-connection:ensure': [],
  'azure-devops:teardown': provisioned,
  'azure-devops:variable-group:ensure': [],
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
