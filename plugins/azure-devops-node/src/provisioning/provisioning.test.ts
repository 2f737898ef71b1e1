import {
  countActions,
  renderPlanAsText,
  type Plan,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  expiredToken,
  startSimulator,
  type Simulator,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import {
  desiredChurnModel,
  PROJECT,
  REPOSITORY,
} from './__fixtures__/churnModel';
import { applyPlan } from './applyPlan';
import { ensureRepository } from './ensureRepository';
import { planProvisioning } from './planProvisioning';
import { PartialProvisioningError } from './provisioningErrors';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

function createClient(
  options: { readonly token?: string; readonly fetch?: typeof fetch } = {},
) {
  const { token = simulator.token } = options;
  return AzureDevOpsClient.create({
    fetch: options.fetch,
    organizationUrl: simulator.organizationUrl(),
    authorization: async () => ({
      Authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
    }),
    clock: { now: () => Date.now(), sleep: async () => {} },
  });
}

interface Run {
  readonly plan: Plan;
  readonly outcomes: readonly ResourceOutcome[];
  readonly statistics: { readonly calls: number; readonly writes: number };
}

async function provision(
  options: {
    readonly desired?: ReturnType<typeof desiredChurnModel>;
    readonly project?: string;
    readonly fetch?: typeof fetch;
    readonly adopt?: boolean;
    readonly signal?: AbortSignal;
    readonly concurrency?: number;
    readonly onProgress?: (outcome: ResourceOutcome) => void;
  } = {},
): Promise<Run> {
  const client = createClient({ fetch: options.fetch });
  const {
    desired = desiredChurnModel(),
    project = PROJECT,
    ...others
  } = options;
  const plan = await planProvisioning({
    client,
    project,
    desired,
    ...others,
  });
  const outcomes = await applyPlan({ client, plan, ...others });
  return { plan, outcomes, statistics: client.statistics };
}

/** What there is, without what only the order of creation decides. */
async function observeEndState(project: string = PROJECT) {
  const client = createClient();
  const plan = await planProvisioning({
    client,
    project,
    desired: desiredChurnModel(),
  });
  const names = async (items: AsyncIterable<{ readonly name: string }>) => {
    const found: string[] = [];
    for await (const { name } of items) {
      found.push(name);
    }
    return found.sort();
  };
  return {
    actions: countActions(plan),
    pipelines: await names(client.buildDefinitions.list({ project })),
    environments: await names(client.environments.list(project)),
    variableGroups: await names(client.variableGroups.list({ project })),
  };
}

/** A fetch that loses one of the writes, before or after the service has seen it. */
function dropWrite(options: {
  readonly index: number;
  readonly drop: 'before' | 'after';
}): typeof fetch {
  let writes = 0;
  return async (input, init) => {
    const isDropped = init?.method !== 'GET' && writes++ === options.index;
    if (isDropped && options.drop === 'before') {
      throw new TypeError('fetch failed');
    }
    const response = await fetch(input, init);
    if (isDropped) {
      throw new TypeError('terminated');
    }
    return response;
  };
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => {
      throw new Error('Expected a failure');
    },
    error => error,
  );
}

/** Writes of a full set-up: one folder and 17 resources. */
const WRITES = 18;

const COMPLETE = {
  actions: {
    create: 0,
    update: 0,
    replace: 0,
    delete: 0,
    unchanged: 17,
    conflict: 0,
  },
  pipelines: [
    'churn-model-ci',
    'churn-model-deployment',
    'churn-model-training',
  ],
  environments: ['churn-model-dev', 'churn-model-prod', 'churn-model-stage'],
  variableGroups: ['churn-model-dev', 'churn-model-prod', 'churn-model-stage'],
};

describe('provisioning an empty project', () => {
  it('creates everything, reports each resource once, and links to it', async () => {
    const reported: string[] = [];
    const { outcomes, statistics } = await provision({
      onProgress: ({ kind, name }) => reported.push(`${kind} ${name}`),
    });
    expect(outcomes).toHaveLength(17);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['created']),
    );
    expect(reported.sort()).toEqual(
      outcomes.map(({ kind, name }) => `${kind} ${name}`).sort(),
    );
    for (const { id, url } of outcomes) {
      expect(id).toMatch(/^[\w-]+$/);
      expect(url.startsWith(simulator.organizationUrl())).toBe(true);
    }
    expect(statistics).toEqual({ calls: 26, writes: WRITES });
    await expect(observeEndState()).resolves.toEqual(COMPLETE);
  });

  it('writes nothing the second time', async () => {
    await provision();
    const { outcomes, statistics } = await provision();
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['unchanged']),
    );
    expect(statistics).toEqual({ calls: 15, writes: 0 });
  });

  it('reports the same ids and links the second time', async () => {
    const first = await provision();
    const second = await provision();
    const locations = (run: Run) =>
      run.outcomes.map(({ kind, name, id, url }) => ({ kind, name, id, url }));
    expect(locations(second)).toEqual(locations(first));
  });

  it('plans with reads only', async () => {
    const client = createClient();
    const plan = await planProvisioning({
      client,
      project: PROJECT,
      desired: desiredChurnModel(),
    });
    expect(countActions(plan).create).toBe(17);
    expect(client.statistics.writes).toBe(0);
    expect(renderPlanAsText(plan)).toContain('+ pipeline churn-model-ci');
  });

  it('works one resource at a time too', async () => {
    await provision({ concurrency: 1 });
    await expect(observeEndState()).resolves.toEqual(COMPLETE);
  });
});

describe('a change in the configuration', () => {
  beforeEach(() => provision());

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
      'approval-check churn-model-prod',
      { calls: 1 },
    ],
    [
      'the approver',
      ({ environments }) => {
        environments[2].checks!.approval.approvers = [
          'dana.scientist@contoso.example',
        ];
      },
      'approval-check churn-model-prod',
      { calls: 1 },
    ],
  ])(
    'updates one resource: %s',
    async (_title, change, resource, { calls }) => {
      const desired = desiredChurnModel(change);
      const { outcomes, statistics } = await provision({ desired });
      expect(
        outcomes
          .filter(({ outcome }) => outcome !== 'unchanged')
          .map(({ kind, name, outcome }) => `${outcome} ${kind} ${name}`),
      ).toEqual([`updated ${resource}`]);
      expect(statistics).toEqual({ calls: 15 + calls, writes: 1 });
      const again = await provision({ desired });
      expect(again.statistics.writes).toBe(0);
    },
  );

  it('withdraws the use from a pipeline that is no longer permitted', async () => {
    const desired = desiredChurnModel(({ environments }) => {
      environments[2].permitted_pipelines = ['churn-model-deployment'];
    });
    const { outcomes } = await provision({ desired });
    expect(
      outcomes.filter(({ outcome }) => outcome === 'updated'),
    ).toHaveLength(2);
    expect((await provision({ desired })).statistics.writes).toBe(0);
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
    const { outcomes, statistics } = await provision({ desired });
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
    await createClient().environments.create({
      project: PROJECT,
      name: 'Churn-Model-Prod',
      description,
    });
  }

  it('is refused by name before any write', async () => {
    await makeForeignEnvironment();
    const before = simulator.statistics().writes;
    const error = await failureOf(provision());
    expect(error.name).toBe('ResourceConflictError');
    expect(error.message).toContain(
      '- environment "churn-model-prod": this environment exists and carries no mark of this template. Choose another name, or run with adopt: true',
    );
    expect(simulator.statistics().writes).toBe(before);
  });

  it('is taken over when the input says so, and is ours from then on', async () => {
    await makeForeignEnvironment();
    const { outcomes } = await provision({ adopt: true });
    expect(
      outcomes
        .filter(({ outcome }) => outcome === 'updated')
        .map(({ kind, name }) => `${kind} ${name}`),
    ).toEqual(['environment churn-model-prod']);
    expect((await provision()).statistics.writes).toBe(0);
  });

  it('keeps a secret that somebody has put into a variable group', async () => {
    await provision();
    const client = createClient();
    const project = { id: '', name: PROJECT };
    for await (const group of client.variableGroups.list({
      project: PROJECT,
    })) {
      if (group.name === 'churn-model-dev') {
        const found = await client.projects.find(PROJECT);
        await client.variableGroups.update({
          current: group,
          settings: {
            project: found ?? project,
            name: group.name,
            description: group.description ?? '',
            variables: {
              ...group.variables,
              API_KEY: { value: 'hush', isSecret: true },
            },
          },
        });
      }
    }
    expect((await provision()).statistics.writes).toBe(0);
    const desired = desiredChurnModel(({ environments }) => {
      environments[0].variable_group.variables.REPLICAS = '2';
    });
    expect((await provision({ desired })).statistics.writes).toBe(1);
    for await (const group of client.variableGroups.list({
      project: PROJECT,
    })) {
      if (group.name === 'churn-model-dev') {
        expect(group.variables).toMatchObject({
          API_KEY: { isSecret: true },
          REPLICAS: { value: '2' },
        });
      }
    }
  });
});

describe('an input that names what does not exist', () => {
  it('is an error about the project, with those there are', async () => {
    const client = createClient();
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
    const error = await failureOf(provision({ desired }));
    expect(error.message).toContain(
      '- environment_prod/azure_devops.yml at checks.approval.approvers[0]: found "nobody@contoso.example", whom Azure DevOps does not know',
    );
    expect(error.message).toContain('approver of churn-model-prod');
    expect(simulator.statistics().writes).toBe(0);
  });

  it('is an error about the token when that has expired', async () => {
    const client = createClient({ token: expiredToken });
    await expect(
      planProvisioning({
        client,
        project: PROJECT,
        desired: desiredChurnModel(),
      }),
    ).rejects.toMatchObject({ kind: 'not-signed-in' });
  });
});

describe('a run that breaks off', () => {
  it('says what was done, what was not, why, and what to do', async () => {
    simulator.failNext({ method: 'POST', path: /environments/, status: 403 });
    const error = await failureOf(provision({ concurrency: 1 }));
    expect(error).toBeInstanceOf(PartialProvisioningError);
    expect(error.message.split('\n')).toEqual([
      'Provisioning stopped.',
      expect.stringMatching(
        /^Failed: environment "churn-model-dev": POST .* was answered with 403 .*Environment \(Read & manage\)/,
      ),
      expect.stringMatching(/^Done: Git repository "churn-model" \(created\)/),
      expect.stringMatching(/^Not begun: .*approval check "churn-model-prod"/),
      'Put right what failed and run again: what is done is left as it is.',
    ]);
  });

  it('lets what runs come to its end and begins nothing new', async () => {
    simulator.failNext({ method: 'POST', path: /environments/, status: 500 });
    const error = await failureOf(provision({ concurrency: 6 }));
    const { outcomes, failures, notBegun } = error as PartialProvisioningError;
    expect(outcomes.length + failures.length + notBegun.length).toBe(17);
    const writes = simulator.statistics().writes;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(simulator.statistics().writes).toBe(writes);
  });

  it.each(['before', 'after'] as const)(
    'ends like an undisturbed one when run again, whichever write drops %s its effect',
    async drop => {
      const projects = Array.from({ length: WRITES }, (_, k) => `project-${k}`);
      await simulator.close();
      simulator = await startSimulator({
        seed: {
          organizations: [
            { name: 'contoso', projects: projects.map(name => ({ name })) },
          ],
        },
      });
      for (const [index, project] of projects.entries()) {
        const fetch = dropWrite({ index, drop });
        const error = await failureOf(provision({ project, fetch }));
        expect(error.message).toContain('run again');
        await provision({ project });
        await expect(observeEndState(project)).resolves.toEqual(COMPLETE);
      }
    },
    60_000,
  );

  it('ends with what was done when the signal is aborted', async () => {
    const controller = new AbortController();
    const error = await failureOf(
      provision({
        signal: controller.signal,
        concurrency: 1,
        onProgress: () => controller.abort(new Error('cancelled by the user')),
      }),
    );
    expect(error.message).toContain('stopped: cancelled by the user.');
    expect((error as PartialProvisioningError).outcomes).toHaveLength(1);
    await provision();
    await expect(observeEndState()).resolves.toEqual(COMPLETE);
  });
});

describe('an error of the service', () => {
  const SENTINEL = { status: 418, times: 1 };

  it.each<[string, RegExp]>([
    ['project', /_apis\/projects/],
    ['Git repository', /git\/repositories/],
    ['pipelines', /build\/definitions/],
    ['environments', /distributedtask\/environments/],
    ['variable groups', /variablegroups/],
    ['approvers', /identities/],
    ['refs', /\/refs/],
    ['approval checks', /checks\/configurations/],
    ['pipeline permissions', /pipelinepermissions/i],
  ])('comes out when it happens on observing %s', async (_title, path) => {
    await ensureRepository({
      client: createClient(),
      project: PROJECT,
      repository: REPOSITORY,
    });
    await provision();
    simulator.failNext({ ...SENTINEL, method: 'GET', path });
    await expect(provision()).rejects.toMatchObject({ status: 418 });
  });

  it.each<[string, string, RegExp]>([
    ['Git repository', 'POST', /git\/repositories/],
    ['folder', 'PUT', /build\/folders/],
    ['agent queue', 'GET', /distributedtask\/queues/],
    ['pipeline', 'POST', /build\/definitions/],
    ['environment', 'POST', /distributedtask\/environments/],
    ['variable group', 'POST', /variablegroups/],
    ['approval check', 'POST', /checks\/configurations/],
    ['pipeline permission', 'PATCH', /pipelinepermissions/i],
  ])('comes out when it happens on creating a %s', async (_t, method, path) => {
    simulator.failNext({ ...SENTINEL, method, path });
    const error = await failureOf(provision());
    expect(error).toBeInstanceOf(PartialProvisioningError);
    expect(error.cause).toMatchObject({ status: 418 });
  });

  it.each<[string, string, RegExp]>([
    ['pipeline', 'PUT', /build\/definitions/],
    ['environment', 'PATCH', /distributedtask\/environments/],
    ['variable group', 'PUT', /variablegroups/],
    ['approval check', 'PATCH', /checks\/configurations/],
    ['pipeline permission', 'PATCH', /pipelinepermissions/i],
  ])('comes out when it happens on updating a %s', async (_t, method, path) => {
    await provision();
    simulator.failNext({ ...SENTINEL, method, path });
    const desired = desiredChurnModel(({ project, environments }) => {
      project.pipelines.definitions[0].purpose = 'Lint';
      const [, , prod] = environments;
      prod.environment.description = 'Live';
      prod.variable_group.variables.REPLICAS = '9';
      prod.checks!.approval.instructions = 'Ask';
      prod.permitted_pipelines = ['churn-model-deployment'];
    });
    const error = await failureOf(provision({ desired }));
    expect(error.cause).toMatchObject({ status: 418 });
  });
});
