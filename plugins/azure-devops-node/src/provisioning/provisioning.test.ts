import {
  countActions,
  renderPlanAsText,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { expiredToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { desiredChurnModel, PROJECT } from './__testUtils__/churnModel';
import {
  COMPLETE,
  READS,
  RESOURCES,
  failureOf,
  SimulatedAzureDevOps,
  WRITES,
  type ProvisioningRun,
} from './__testUtils__/SimulatedAzureDevOps';
import { planProvisioning } from './planProvisioning';
import { collect } from './resources/collect';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

describe('provisioning an empty project', () => {
  it('creates everything, reports each resource once, and links to it', async () => {
    const reported: string[] = [];
    const { outcomes, statistics } = await azureDevOps.provision({
      onProgress: ({ kind, name }) => reported.push(`${kind} ${name}`),
    });
    expect(outcomes).toHaveLength(RESOURCES);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['created']),
    );
    expect(reported.sort()).toEqual(
      outcomes.map(({ kind, name }) => `${kind} ${name}`).sort(),
    );
    for (const { id, url } of outcomes) {
      expect(id).toMatch(/^\\?[\w-]+$/);
      expect(url.startsWith(azureDevOps.simulator.organizationUrl())).toBe(
        true,
      );
    }
    expect(statistics).toEqual({ calls: 26, writes: WRITES });
    await expect(azureDevOps.observeEndState()).resolves.toEqual(COMPLETE);
  });

  it('writes nothing the second time', async () => {
    await azureDevOps.provision();
    const { outcomes, statistics } = await azureDevOps.provision();
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['unchanged']),
    );
    expect(statistics).toEqual({ calls: READS, writes: 0 });
  });

  it('reports the same ids and links the second time', async () => {
    const first = await azureDevOps.provision();
    const second = await azureDevOps.provision();
    const locations = (run: ProvisioningRun) =>
      run.outcomes.map(({ kind, name, id, url }) => ({ kind, name, id, url }));
    expect(locations(second)).toEqual(locations(first));
  });

  it('plans with reads only', async () => {
    const client = azureDevOps.createClient();
    const plan = await planProvisioning({
      client,
      project: PROJECT,
      desired: desiredChurnModel(),
    });
    expect(countActions(plan).create).toBe(RESOURCES);
    expect(client.statistics.writes).toBe(0);
    expect(renderPlanAsText(plan)).toContain('+ pipeline churn-model-ci');
  });

  it('works one resource at a time too', async () => {
    await azureDevOps.provision({ concurrency: 1 });
    await expect(azureDevOps.observeEndState()).resolves.toEqual(COMPLETE);
  });
});

describe('a change in the configuration', () => {
  beforeEach(() => azureDevOps.provision());

  it.each<
    [string, Parameters<typeof desiredChurnModel>[0], string, { calls: number }]
  >([
    [
      'a pipeline’s purpose',
      ({ project }) => {
        project.pipelines.definitions[0].purpose = 'Lint';
      },
      'pipeline churn-model-ci',
      { calls: 2 },
    ],
    [
      'a pipeline’s file',
      ({ project }) => {
        project.pipelines.definitions[1].yaml = 'azure_pipelines/train.yml';
      },
      'pipeline churn-model-training',
      { calls: 2 },
    ],
    [
      'an environment’s description',
      ({ environments }) => {
        environments[1].environment.description = 'Rehearsal';
      },
      'environment churn-model-stage',
      { calls: 1 },
    ],
    [
      'a variable',
      ({ environments }) => {
        environments[0].variable_group.variables.REPLICAS = '3';
      },
      'variable-group churn-model-dev',
      { calls: 2 },
    ],
    [
      'the instructions of an approval',
      ({ environments }) => {
        environments[2].checks!.approval.instructions = 'Ask the owner.';
      },
      'approval-check environment/churn-model-prod',
      { calls: 1 },
    ],
    [
      'the approver',
      ({ environments }) => {
        environments[2].checks!.approval.approvers = [
          'dana.scientist@contoso.example',
        ];
      },
      'approval-check environment/churn-model-prod',
      { calls: 1 },
    ],
  ])(
    'updates one resource: %s',
    async (_title, change, resource, { calls }) => {
      const desired = desiredChurnModel(change);
      const { outcomes, statistics } = await azureDevOps.provision({ desired });
      expect(
        outcomes
          .filter(({ outcome }) => outcome !== 'unchanged')
          .map(({ kind, name, outcome }) => `${outcome} ${kind} ${name}`),
      ).toEqual([`updated ${resource}`]);
      expect(statistics).toEqual({ calls: READS + calls, writes: 1 });
      const again = await azureDevOps.provision({ desired });
      expect(again.statistics.writes).toBe(0);
    },
  );

  it('withdraws the use from a pipeline that is no longer permitted', async () => {
    const desired = desiredChurnModel(({ environments }) => {
      environments[2].permitted_pipelines = ['churn-model-deployment'];
    });
    const { outcomes } = await azureDevOps.provision({ desired });
    expect(
      outcomes.filter(({ outcome }) => outcome === 'updated'),
    ).toHaveLength(2);
    expect((await azureDevOps.provision({ desired })).statistics.writes).toBe(
      0,
    );
  });

  it('creates what a fourth environment needs and touches nothing else', async () => {
    const desired = desiredChurnModel(({ environments }) => {
      environments.push({
        ...environments[0],
        environment: { name: 'churn-model-qa', description: '' },
        variable_group: {
          ...environments[0].variable_group,
          name: 'churn-model-qa',
        },
      });
    });
    const { outcomes, statistics } = await azureDevOps.provision({ desired });
    expect(
      outcomes
        .filter(({ outcome }) => outcome !== 'unchanged')
        .map(({ kind, outcome }) => `${outcome} ${kind}`),
    ).toEqual([
      'created environment',
      'created variable-group',
      'created pipeline-permission',
      'created pipeline-permission',
    ]);
    expect(statistics.writes).toBe(4);
  });
});

describe('what is not ours', () => {
  const description = 'Made by hand';

  async function makeForeignEnvironment() {
    await azureDevOps.createClient().environments.create({
      project: PROJECT,
      name: 'Churn-Model-Prod',
      description,
    });
  }

  it('is refused by name before any write', async () => {
    await makeForeignEnvironment();
    const before = azureDevOps.simulator.statistics().writes;
    const error = await failureOf(azureDevOps.provision());
    expect(error.name).toBe('ResourceConflictError');
    expect(error.message).toContain(
      '- environment "churn-model-prod": this environment exists and carries no mark of this template. Choose another name, or run with adopt: true',
    );
    expect(azureDevOps.simulator.statistics().writes).toBe(before);
  });

  it('is taken over when the input says so, and is ours from then on', async () => {
    await makeForeignEnvironment();
    const { outcomes } = await azureDevOps.provision({ adopt: true });
    expect(
      outcomes
        .filter(({ outcome }) => outcome === 'updated')
        .map(({ kind, name }) => `${kind} ${name}`),
    ).toEqual(['environment churn-model-prod']);
    expect((await azureDevOps.provision()).statistics.writes).toBe(0);
  });

  it('keeps a secret that somebody has put into a variable group', async () => {
    await azureDevOps.provision();
    const client = azureDevOps.createClient();
    const project = await client.projects.find(PROJECT);
    const findGroup = async () => {
      const [group] = await collect(
        client.variableGroups.list({
          project: PROJECT,
          name: 'churn-model-dev',
        }),
      );
      return group;
    };
    const group = await findGroup();
    await client.variableGroups.update({
      current: group,
      settings: {
        project: project!,
        name: group.name,
        description: group.description ?? '',
        variables: {
          ...group.variables,
          API_KEY: { value: 'hush', isSecret: true },
        },
      },
    });
    expect((await azureDevOps.provision()).statistics.writes).toBe(0);
    const desired = desiredChurnModel(({ environments }) => {
      environments[0].variable_group.variables.REPLICAS = '2';
    });
    expect((await azureDevOps.provision({ desired })).statistics.writes).toBe(
      1,
    );
    expect((await findGroup()).variables).toMatchObject({
      API_KEY: { isSecret: true },
      REPLICAS: { value: '2' },
    });
  });
});

describe('an input that names what does not exist', () => {
  it('is an error about the project, with those there are', async () => {
    const client = azureDevOps.createClient();
    const error = await failureOf(
      planProvisioning({
        client,
        project: 'machine-larning',
        desired: desiredChurnModel(),
      }),
    );
    expect(error.message).toBe(
      'project: Azure DevOps has no project "machine-larning", or the user of the token may not see it. ' +
        'Projects it does see: machine-learning. Choose one of them, or have the project created.',
    );
  });

  it('is an error about the approver, with file and key, before any write', async () => {
    const desired = desiredChurnModel(({ environments }) => {
      environments[2].checks!.approval.approvers = [
        'nobody@contoso.example',
        'ari.approver@contoso.example',
      ];
    });
    const error = await failureOf(azureDevOps.provision({ desired }));
    expect(error.message).toContain(
      '- environment_prod/azure_devops.yml at checks.approval.approvers[0]: found "nobody@contoso.example", whom Azure DevOps does not know',
    );
    expect(azureDevOps.simulator.statistics().writes).toBe(0);
  });

  it('is an error about the token when that has expired', async () => {
    const client = azureDevOps.createClient({ token: expiredToken });
    await expect(
      planProvisioning({
        client,
        project: PROJECT,
        desired: desiredChurnModel(),
      }),
    ).rejects.toMatchObject({ kind: 'not-signed-in' });
  });
});
