import { TEMPLATE_BRANCH } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { desiredChurnModel } from '../__testUtils__/churnModel';
import { desiredWithPolicies } from '../__testUtils__/branchPolicies';
import {
  failureOf,
  RESOURCES,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import { pushFiles } from '../__testUtils__/pushFiles';
import { planProvisioning } from '../planProvisioning';
import { collect } from './collect';
import { observeProject, projectProvider } from './project';

const PROJECT = 'forecasts';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

function desiredWithProject(
  settings: { readonly process?: string; readonly description?: string } = {},
) {
  return desiredChurnModel(({ project }) =>
    Object.assign(project, {
      azure_devops_project: { create_when_missing: true, ...settings },
    }),
  );
}

const provision = (desired = desiredWithProject()) =>
  azureDevOps.provision({ project: PROJECT, desired });

async function countProjects() {
  const projects = await collect(azureDevOps.createClient().projects.list());
  return projects.filter(({ name }) => name === PROJECT).length;
}

describe('a set-up into a project that does not exist', () => {
  it('creates the project first, and then everything in it', async () => {
    const { outcomes, plan } = await provision();
    expect(outcomes).toHaveLength(RESOURCES + 1);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['created']),
    );
    expect(plan.changes[0]).toMatchObject({ kind: 'project', name: PROJECT });
    expect(outcomes[0].url).toBe(
      `${azureDevOps.simulator.organizationUrl()}/${PROJECT}`,
    );
  });

  it('writes nothing the second time, and takes no call more than without creating it', async () => {
    const first = await provision();
    const again = await provision();
    expect(again.statistics.writes).toBe(0);
    expect(new Set(again.outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['unchanged']),
    );
    expect(again.outcomes.map(({ id }) => id)).toEqual(
      first.outcomes.map(({ id }) => id),
    );
    const plain = await provision(desiredChurnModel());
    expect(again.statistics.calls).toBe(plain.statistics.calls);
  });

  it('plans it with reads only', async () => {
    const client = azureDevOps.createClient();
    const plan = await planProvisioning({
      client,
      project: PROJECT,
      desired: desiredWithProject({ process: 'scrum' }),
    });
    expect(client.statistics.writes).toBe(0);
    expect(plan.project).toEqual({ name: PROJECT });
    expect(new Set(plan.changes.map(({ action }) => action))).toEqual(
      new Set(['create']),
    );
  });

  it('goes on when the connection broke after the project was asked for', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /_apis\/projects/,
      drop: 'after',
    });
    const error = await failureOf(provision());
    expect(error.message).toContain('Failed: project "forecasts"');
    const { outcomes } = await provision();
    expect(outcomes).toHaveLength(RESOURCES + 1);
    expect((await provision()).statistics.writes).toBe(0);
    expect(await countProjects()).toBe(1);
  });

  it('can be run again when the connection broke before', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /_apis\/projects/,
      drop: 'before',
    });
    await failureOf(provision());
    expect(await countProjects()).toBe(0);
    await provision();
    expect(await countProjects()).toBe(1);
  });

  it('takes a repository that is filled afterwards, with policies on its branch', async () => {
    const { missingProject } = desiredWithProject();
    const withPolicies = {
      ...desiredWithPolicies({
        branch: 'main',
        minimum_reviewers: { count: 1 },
        build_validation: [{ pipeline: 'churn-model-ci' }],
      }),
      missingProject,
    };
    await provision(withPolicies);
    await pushFiles({
      client: azureDevOps.createClient(),
      project: PROJECT,
      repository: 'churn-model',
      branch: TEMPLATE_BRANCH,
    });
    expect((await provision(withPolicies)).statistics.writes).toBe(0);
  });
});

describe('a project', () => {
  it('gets its description and process, is private and has Git', async () => {
    await provision(
      desiredWithProject({ process: 'scrum', description: 'Sales' }),
    );
    const answer = await fetch(
      `${azureDevOps.simulator.organizationUrl()}/_apis/projects/${PROJECT}?includeCapabilities=true&api-version=7.1`,
      {
        headers: {
          authorization: `Basic ${Buffer.from(
            `:${azureDevOps.simulator.token}`,
          ).toString('base64')}`,
        },
      },
    );
    expect(await answer.json()).toMatchObject({
      description: 'Sales',
      visibility: 'private',
      state: 'wellFormed',
      capabilities: {
        processTemplate: { templateName: 'Scrum' },
        versioncontrol: { sourceControlType: 'Git' },
      },
    });
  });

  it('is left as it is once it is there', async () => {
    await provision(desiredWithProject({ description: 'Sales' }));
    const { outcomes } = await provision(
      desiredWithProject({ description: 'Other', process: 'Agile' }),
    );
    expect(outcomes[0]).toMatchObject({
      kind: 'project',
      outcome: 'unchanged',
    });
    const found = await azureDevOps.createClient().projects.find(PROJECT);
    expect(found?.description).toBe('Sales');
  });

  it('is refused before any write when its process is unknown', async () => {
    const client = azureDevOps.createClient();
    await expect(
      planProvisioning({
        client,
        project: PROJECT,
        desired: desiredWithProject({ process: 'Waterfall' }),
      }),
    ).rejects.toMatchObject({
      name: 'UnknownReferenceError',
      message:
        'process: Azure DevOps has no process "Waterfall" for the project "forecasts". ' +
        'Processes there are: Scrum, Basic, Agile, CMMI. Choose one of them.',
    });
    expect(client.statistics.writes).toBe(0);
  });

  it('that is still being created is no place to work in yet', async () => {
    const client = azureDevOps.createClient();
    await client.projects.create({
      name: PROJECT,
      description: '',
      processId: 'b8a3a935-7e91-48b8-a94c-606d37c3e9f2',
    });
    await expect(observeProject({ client, project: PROJECT })).rejects.toThrow(
      'project: the project "forecasts" is not ready for work: its state is "createPending".',
    );
  });

  it('is never removed', async () => {
    const { outcomes } = await provision();
    await expect(
      Promise.resolve().then(() =>
        projectProvider.remove(
          { id: outcomes[0].id, name: PROJECT, url: '', description: '' },
          Object.create(null),
        ),
      ),
    ).rejects.toThrow('Remove it in its settings');
    expect(await countProjects()).toBe(1);
  });
});
