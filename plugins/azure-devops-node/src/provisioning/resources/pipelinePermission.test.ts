import {
  nameProtectedResource,
  type DesiredResources,
  type ProtectedResource,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { PROJECT, REPOSITORY } from '../__testUtils__/churnModel';
import { provisionResources } from '../__testUtils__/provisionResources';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import {
  PartialProvisioningError,
  UnknownReferenceError,
} from '../provisioningErrors';
import { collect } from './collect';
import { permittedTypeOf } from './protectedResources';

const SOURCE = { file: 'azure_devops.yml', keyPath: [] };
const FOLDER = '\\churn-model';
const QUEUE = 'Default';

const PROTECTED: readonly ProtectedResource[] = [
  { kind: 'environment', name: 'dev' },
  { kind: 'service-connection', name: 'dev' },
  { kind: 'variable-group', name: 'dev' },
  { kind: 'agent-queue', name: QUEUE },
];

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

/** Two pipelines, one resource of each kind, and who may use them. */
function desiredWith(
  pipelines: readonly string[],
  resources: readonly ProtectedResource[] = PROTECTED,
): DesiredResources {
  return {
    'git-repository': [{ name: REPOSITORY }],
    'pipeline-folder': [{ name: FOLDER, description: '' }],
    pipeline: ['ci', 'deployment'].map(name => ({
      name,
      folder: FOLDER,
      repository: REPOSITORY,
      yamlFile: `${name}.yml`,
      defaultBranch: 'main',
      description: '',
      variables: {},
    })),
    environment: [{ name: 'dev', description: '' }],
    'variable-group': [
      {
        name: 'dev',
        description: '',
        variables: { type: 'plain', values: { STAGE: 'dev' }, secrets: {} },
        source: SOURCE,
      },
    ],
    'service-connection': [
      {
        name: 'dev',
        description: '',
        target: {
          type: 'azure-resource-manager',
          subscriptionId: 'a',
          subscriptionName: 'b',
          authentication: { scheme: 'managed-identity', tenantId: 'c' },
        },
        source: SOURCE,
      },
    ],
    'pipeline-permission': resources.map(resource => ({
      name: nameProtectedResource(resource),
      resource,
      pipelines,
    })),
  };
}

function provision(...rest: Parameters<typeof desiredWith>) {
  return provisionResources(azureDevOps, desiredWith(...rest));
}

async function idOf({ kind, name }: ProtectedResource): Promise<string> {
  const client = azureDevOps.createClient();
  const project = PROJECT;
  const found =
    kind === 'agent-queue'
      ? [await client.agentQueues.find({ project, name })]
      : await {
          environment: () => collect(client.environments.list(project)),
          'service-connection': () =>
            collect(client.serviceEndpoints.list(project)),
          'variable-group': () =>
            collect(client.variableGroups.list({ project })),
        }[kind]();
  return String(found[0]?.id);
}

/** Who may use a resource, as the service tells. */
async function permissionsOf(resource: ProtectedResource) {
  const client = azureDevOps.createClient();
  const definitions = await collect(
    client.buildDefinitions.list({ project: PROJECT }),
  );
  const { pipelines = [], allPipelines } = await client.pipelinePermissions.get(
    {
      project: PROJECT,
      type: permittedTypeOf(resource.kind),
      id: await idOf(resource),
    },
  );
  return {
    pipelines: pipelines
      .map(({ id }) => definitions.find(of => of.id === id)?.name)
      .sort(),
    isOpen: allPipelines?.authorized ?? false,
  };
}

/** Opens a resource to every pipeline, as somebody may do in the portal. */
async function openToAll(resource: ProtectedResource): Promise<void> {
  const { simulator } = azureDevOps;
  const type = permittedTypeOf(resource.kind);
  const answer = await fetch(
    `${simulator.organizationUrl()}/${PROJECT}/_apis/pipelines/pipelinepermissions/${type}/${await idOf(
      resource,
    )}?api-version=7.1-preview.1`,
    {
      method: 'PATCH',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Basic ${Buffer.from(`:${simulator.token}`).toString(
          'base64',
        )}`,
      },
      body: JSON.stringify({ allPipelines: { authorized: true } }),
    },
  );
  expect(answer.status).toBe(200);
}

describe.each(PROTECTED.map(resource => [resource.kind, resource] as const))(
  'the permissions of pipelines on a resource of the kind %s',
  (_kind, resource) => {
    it('are given, changed and taken away', async () => {
      const only = [resource];
      const { plan } = await provision(['ci'], only);
      expect(
        plan.changes.find(({ kind }) => kind === 'pipeline-permission'),
      ).toMatchObject({ action: 'create' });
      expect(await permissionsOf(resource)).toEqual({
        pipelines: ['ci'],
        isOpen: false,
      });
      const { plan: next } = await provision(['deployment'], only);
      expect(
        next.changes.find(({ kind }) => kind === 'pipeline-permission'),
      ).toMatchObject({
        action: 'update',
        fields: [{ field: 'pipelines', before: ['ci'], after: ['deployment'] }],
      });
      expect(await permissionsOf(resource)).toEqual({
        pipelines: ['deployment'],
        isOpen: false,
      });
      await provision([], only);
      expect(await permissionsOf(resource)).toEqual({
        pipelines: [],
        isOpen: false,
      });
    });

    it('stay as they are in a second run', async () => {
      await provision(['ci', 'deployment'], [resource]);
      const { statistics } = await provision(['deployment', 'ci'], [resource]);
      expect(statistics.writes).toBe(0);
    });
  },
);

describe('the permissions of pipelines', () => {
  it('are not given on a resource whose check could not be made', async () => {
    const [environment] = PROTECTED;
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /checks\/configurations/,
      status: 500,
      delayMilliseconds: 100,
    });
    const resource = { kind: 'environment' as const, name: 'dev' };
    const error = await failureOf(
      provisionResources(azureDevOps, {
        ...desiredWith(['ci'], [environment]),
        'exclusive-lock-check': [
          {
            name: nameProtectedResource(resource),
            resource,
            timeoutMinutes: 60,
          },
        ],
      }),
    );
    expect(error.message).toContain('Failed: exclusive lock');
    expect(await permissionsOf(environment)).toMatchObject({ pipelines: [] });
  });

  it('leave alone what somebody has permitted to a pipeline of theirs', async () => {
    await provision(['ci', 'deployment']);
    const desired = desiredWith(['ci']);
    await provisionResources(azureDevOps, {
      ...desired,
      pipeline: desired.pipeline?.slice(0, 1),
    });
    expect(await permissionsOf(PROTECTED[0])).toMatchObject({
      pipelines: ['ci', 'deployment'],
    });
  });

  it.each(
    PROTECTED.slice(0, 3).map(resource => [resource.kind, resource] as const),
  )(
    'close a resource of ours that is open to every pipeline: %s',
    async (_kind, resource) => {
      await provision(['ci'], [resource]);
      await openToAll(resource);
      await provision(['ci'], [resource]);
      expect(await permissionsOf(resource)).toEqual({
        pipelines: ['ci'],
        isOpen: false,
      });
    },
  );

  it('grant nothing on an agent queue that is open to every pipeline', async () => {
    const queue = PROTECTED[3];
    await openToAll(queue);
    await provision(['ci'], [queue]);
    expect(await permissionsOf(queue)).toEqual({ pipelines: [], isOpen: true });
  });

  it('name an agent queue that is not there', async () => {
    const error = await failureOf(
      provision(['ci'], [{ kind: 'agent-queue', name: 'gpu' }]),
    );
    expect(error).toBeInstanceOf(UnknownReferenceError);
    expect(error.message).toContain('no queue "gpu"');
  });

  it.each(PROTECTED.map(resource => [resource.kind, resource] as const))(
    'let an error of the service come out: %s',
    async (_kind, resource) => {
      const sentinel = {
        status: 418,
        times: 1,
        path: new RegExp(
          `pipelinepermissions/${permittedTypeOf(resource.kind)}`,
          'i',
        ),
      };
      azureDevOps.simulator.failNext({ ...sentinel, method: 'PATCH' });
      const error = await failureOf(provision(['ci'], [resource]));
      expect(error).toBeInstanceOf(PartialProvisioningError);
      expect(error.cause).toMatchObject({ status: 418 });
      azureDevOps.simulator.failNext(sentinel);
      await expect(provision(['ci'], [resource])).rejects.toMatchObject({
        status: 418,
      });
    },
  );
});
