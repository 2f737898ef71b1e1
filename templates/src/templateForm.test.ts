import type { JsonObject } from '@backstage/types';
import { validate } from 'jsonschema';
import { readExamples, readYaml, templateFile } from './__testUtils__/examples';

const subscription = {
  subscriptionId: '11111111-1111-4111-8111-111111111111',
  subscriptionName: 'Contoso Machine Learning',
  tenantId: '22222222-2222-4222-8222-222222222222',
};
const clientId = '33333333-3333-4333-8333-333333333333';

async function readPages(): Promise<readonly JsonObject[]> {
  const template = await readYaml<{
    spec: { parameters: readonly JsonObject[] };
  }>(templateFile);
  return template.spec.parameters;
}

/**
 * What the page about Azure objects to: keys that are missing or wrong. A
 * dependency is reported beside what it asks for, and not counted again.
 */
async function problemsOf(answers: JsonObject): Promise<readonly string[]> {
  const page = (await readPages()).find(({ title }) => title === 'Azure');
  const { errors } = validate(answers, page as JsonObject);
  return errors
    .filter(({ name }) => name !== 'dependencies' && name !== 'if')
    .map(({ name, argument, property }) =>
      name === 'required' ? `${argument} is missing` : `${property}: ${name}`,
    );
}

describe('the form of the template azure-mlops-project', () => {
  it('asks what, for which use, where, for which environments, and for Azure', async () => {
    expect((await readPages()).map(({ title }) => title)).toEqual([
      'What',
      'Use case',
      'Where',
      'Environments',
      'Azure',
    ]);
  });

  it('takes every filled-in example', async () => {
    for (const [file, answers] of await readExamples()) {
      for (const page of await readPages()) {
        const problems = validate(answers, page).errors.map(String);
        expect([file, problems]).toEqual([file, []]);
      }
    }
  });

  it.each([
    ['nothing about Azure', {}],
    ['a subscription', subscription],
    ['a subscription and an identity', { ...subscription, clientId }],
    ['the agents, without a subscription', { backend: 'local' }],
    ['the agents, with a subscription', { ...subscription, backend: 'local' }],
    ['Azure ML with a subscription', { ...subscription, backend: 'azureml' }],
  ])('takes %s', async (_, answers) => {
    expect(await problemsOf(answers)).toEqual([]);
  });

  it.each([
    [
      { subscriptionId: subscription.subscriptionId },
      'subscriptionName is missing',
    ],
    [
      { subscriptionName: subscription.subscriptionName },
      'tenantId is missing',
    ],
    [{ tenantId: subscription.tenantId }, 'subscriptionId is missing'],
    [{ clientId }, 'subscriptionId is missing'],
    [
      { ...subscription, subscriptionId: undefined },
      'subscriptionId is missing',
    ],
    [
      { ...subscription, subscriptionName: undefined },
      'subscriptionName is missing',
    ],
    [{ ...subscription, tenantId: undefined }, 'tenantId is missing'],
  ])(
    'refuses %j, of which a part is missing, once',
    async (answers, problem) => {
      expect(await problemsOf(JSON.parse(JSON.stringify(answers)))).toEqual([
        problem,
      ]);
    },
  );

  it('refuses Azure Machine Learning without a subscription, and says why', async () => {
    expect(await problemsOf({ backend: 'azureml' })).toEqual([
      'subscriptionId is missing',
    ]);
    const page = (await readPages()).find(({ title }) => title === 'Azure');
    expect(page).toMatchObject({
      properties: {
        backend: {
          default: 'local',
          description: expect.stringContaining('needs the subscription below'),
        },
      },
      dependencies: {
        backend: {
          then: {
            errorMessage: {
              required: {
                subscriptionId: expect.stringMatching(
                  /^'Subscription ID' is missing: Azure Machine Learning/,
                ),
              },
            },
          },
        },
      },
    });
  });

  it.each([
    ['backend', 'laptop'],
    ['subscriptionId', 'contoso'],
    ['subscriptionId', ''],
    ['tenantId', '22222222-2222-4222-8222-22222222222g'],
    ['clientId', '{33333333-3333-4333-8333-333333333333}'],
  ])('refuses the %s %j', async (key, value) => {
    expect(
      await problemsOf({ ...subscription, clientId, [key]: value }),
    ).toEqual([`instance.${key}: ${key === 'backend' ? 'enum' : 'pattern'}`]);
  });

  it('refuses an empty name of a subscription', async () => {
    expect(await problemsOf({ ...subscription, subscriptionName: '' })).toEqual(
      ['instance.subscriptionName: minLength'],
    );
  });

  it('says of every field of the page about Azure what belongs there', async () => {
    const page = (await readPages()).find(({ title }) => title === 'Azure');
    const fields = Object.entries(page?.properties as JsonObject);
    expect(fields.map(([key]) => key)).toEqual([
      'backend',
      'subscriptionId',
      'subscriptionName',
      'tenantId',
      'clientId',
    ]);
    for (const [, field] of fields) {
      expect(field).toMatchObject({
        title: expect.stringMatching(/\w/),
        description: expect.stringMatching(/.{20}/),
      });
    }
    expect(page?.description).toMatch(
      /`service_connection` with `name`, `subscription` and `authentication`/,
    );
  });
});
