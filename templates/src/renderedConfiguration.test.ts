import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { mockServices } from '@backstage/backend-test-utils';
import { expectedPipelines } from './__testUtils__/expectedPipelines';
import {
  type Answers,
  readExamples,
  readTemplateVersion,
  readYaml,
  templateFile,
} from './__testUtils__/examples';
import { renderTemplate } from './renderTemplate';

type DesiredState = Awaited<ReturnType<typeof readDesiredState>>;
type Resources = DesiredState['resources'];

function desiredOf<Kind extends keyof Resources>(
  { resources }: DesiredState,
  kind: Kind,
): NonNullable<Resources[Kind]> | readonly never[] {
  return resources[kind] ?? [];
}

// Renders every example.
jest.setTimeout(180_000);

/** What follows from the answers: names of resources by kind. */
function expectedNames(
  answers: Answers,
): Readonly<Record<string, readonly string[]>> {
  const slug = answers.name;
  const hasSubscription = answers.subscriptionId !== undefined;
  const own = answers.environments.map(({ name }) => `${slug}-${name}`);
  const guarded = answers.environments
    .filter(({ approvers = [] }) => approvers.length > 0)
    .map(({ name }) => name);
  const connections = hasSubscription ? own : [];
  const checked = guarded.flatMap(name => [
    `environment/${slug}-${name}`,
    ...(hasSubscription ? [`service-connection/${slug}-${name}`] : []),
  ]);
  return {
    'git-repository': [answers.name],
    'repository-policy': [
      'maximum-file-size',
      'maximum-path-length',
      'reserved-names',
    ],
    'pipeline-folder': [`\\${slug}`],
    pipeline: expectedPipelines(answers).map(name => `${slug}-${name}`),
    'branch-policy': [
      ...guarded.map(
        name =>
          `main automatic-reviewers /operation/configuration/environment_${name}/*`,
      ),
      `main build-validation ${slug}-ci`,
      'main comment-resolution',
      'main merge-types',
      'main minimum-reviewers',
    ],
    environment: own,
    'approver-group': guarded.map(name => `${slug}-${name}-approvers`),
    'service-connection': connections,
    'variable-group': own,
    'role-assignment': guarded.map(
      name => `environment/${slug}-${name} ${slug}-${name}-approvers`,
    ),
    'approval-check': checked,
    'branch-control-check': checked,
    'exclusive-lock-check': checked,
    'pipeline-permission': [
      ...own.map(name => `environment/${name}`),
      ...connections.map(name => `service-connection/${name}`),
      ...own.map(name => `variable-group/${name}`),
    ],
  };
}

describe('the configuration that the template renders', () => {
  let scratch: string;
  /** By the name of the example's file. */
  const states = new Map<string, DesiredState>();
  let examples: Awaited<ReturnType<typeof readExamples>>;

  beforeAll(async () => {
    scratch = await fileSystem.mkdtemp(path.join(os.tmpdir(), 'template-'));
    examples = await readExamples();
    for (const [file, answers] of examples) {
      const directory = path.join(scratch, file);
      await renderTemplate({
        templateFile,
        parameters: answers,
        outputDirectory: directory,
        logger: mockServices.logger.mock(),
      });
      states.set(
        file,
        await readDesiredState({ directory, repository: answers.name }),
      );
    }
  });
  afterAll(() => fileSystem.rm(scratch, { recursive: true, force: true }));

  function stateOf(file: string): DesiredState {
    const state = states.get(file);
    if (state === undefined) {
      throw new Error(`There is no example ${file}`);
    }
    return state;
  }

  it('asks for exactly the resources that follow from the answers of each example', () => {
    for (const [file, answers] of examples) {
      const { resources } = stateOf(file);
      const names = Object.entries(resources)
        .filter(([, found]) => found.length > 0)
        .map(([kind, found]) => [kind, found.map(({ name }) => name).sort()]);
      const expected = Object.entries(expectedNames(answers))
        .filter(([, wanted]) => wanted.length > 0)
        .map(([kind, wanted]) => [kind, [...wanted].sort()]);
      expect([file, Object.fromEntries(names)]).toEqual([
        file,
        Object.fromEntries(expected),
      ]);
    }
  });

  it('lets a group approve, from main alone, one run at a time, on environment and service connection', () => {
    const state = stateOf('churn-model.yaml');
    const [group] = desiredOf(state, 'approver-group');
    expect(group.members).toEqual(['ari.approver@contoso.example']);
    for (const check of desiredOf(state, 'approval-check')) {
      expect(check).toMatchObject({
        approvers: [group.name],
        minimumApprovers: 1,
        requesterCanApprove: false,
      });
    }
    for (const check of desiredOf(state, 'branch-control-check')) {
      expect(check).toMatchObject({
        allowedBranches: ['refs/heads/main'],
        requireProtection: true,
      });
    }
    expect(desiredOf(state, 'role-assignment')).toEqual([
      expect.objectContaining({ identity: group.name, role: 'Reader' }),
    ]);
  });

  it('has approvers review what changes the environment that they approve for', () => {
    const policies = desiredOf(stateOf('quality-check.yaml'), 'branch-policy');
    expect(
      policies.flatMap(({ settings }) =>
        settings.type === 'automatic-reviewers'
          ? [[settings.paths, settings.reviewers]]
          : [],
      ),
    ).toEqual(
      ['qa', 'prod'].map(name => [
        [`/operation/configuration/environment_${name}/*`],
        [`quality-check-${name}-approvers`],
      ]),
    );
  });

  it('signs in by workload identity federation: with the identity of the answers, or with one that Azure DevOps makes', () => {
    const scheme = 'workload-identity-federation';
    const tenantId = '22222222-2222-4222-8222-222222222222';
    for (const connection of desiredOf(
      stateOf('churn-model.yaml'),
      'service-connection',
    )) {
      expect(connection.target).toMatchObject({
        subscriptionId: '11111111-1111-4111-8111-111111111111',
        subscriptionName: 'Contoso Machine Learning',
        authentication: {
          scheme,
          tenantId,
          creation: 'manual',
          clientId: '33333333-3333-4333-8333-333333333333',
        },
      });
    }
    for (const connection of desiredOf(
      stateOf('quality-check.yaml'),
      'service-connection',
    )) {
      expect(connection.target).toMatchObject({
        subscriptionName: 'Contoso: "Quality" #2, 100 %',
        authentication: { scheme, tenantId, creation: 'automatic' },
      });
    }
  });

  it('tells pipelines the service connection of each environment, or that there is none', async () => {
    for (const [file, answers] of examples) {
      const { subscriptionId, backend = 'local' } = answers;
      for (const { name } of answers.environments) {
        const folder = `operation/configuration/environment_${name}`;
        expect(
          await readYaml(
            path.join(scratch, file, folder, 'pipeline_variables.yml'),
          ),
        ).toEqual({
          variables: {
            azure_service_connection: subscriptionId
              ? `${stateOf(file).slug}-${name}`
              : '',
            backend,
          },
        });
      }
    }
  });

  it('records the subscription among the answers, so that an update renders the same', async () => {
    const record = (file: string) =>
      readYaml<{ template: object; answers: object }>(
        path.join(scratch, file, '.azure-mlops.yml'),
      );
    expect(await record('churn-model.yaml')).toMatchObject({
      template: {
        name: 'azure-mlops-project',
        version: await readTemplateVersion(),
      },
      answers: {
        azure: {
          subscription_id: '11111111-1111-4111-8111-111111111111',
          subscription_name: 'Contoso Machine Learning',
          tenant_id: '22222222-2222-4222-8222-222222222222',
          client_id: '33333333-3333-4333-8333-333333333333',
        },
      },
    });
    const { answers } = await record('single-environment.yaml');
    expect(answers).not.toHaveProperty('azure');
  });
});
