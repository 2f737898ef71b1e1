import { createRepositoryWith } from '../../testing/pushFiles';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const configurations = 'machine-learning/_apis/pipelines/checks/configurations';
const permissions = 'machine-learning/_apis/pipelines/pipelinepermissions';
const approval = '8C6F20A7-A545-4486-9777-F762FAFE0D4D';

describe('what guards an environment', () => {
  const context = withSimulator();
  let environment: Json;
  let approver: Json;
  let pipelineId: number;
  let repositoryId: string;
  let projectId: string;

  const check = (more: Readonly<Record<string, unknown>> = {}) => ({
    type: { id: approval, name: 'Approval' },
    settings: {
      approvers: [{ id: approver.id }],
      minRequiredApprovers: 1,
      instructions: 'Look at the metrics',
    },
    timeout: 1440,
    resource: {
      type: 'environment',
      id: String(environment.id),
      name: environment.name,
    },
    ...more,
  });

  beforeAll(async () => {
    const { rest } = context;
    environment = (
      await rest.post('machine-learning/_apis/distributedtask/environments', {
        name: 'prod',
      })
    ).body;
    approver = (
      await rest.get(
        '_apis/identities?searchFilter=General&filterValue=ari.approver@contoso.example',
      )
    ).body.value[0];
    projectId = (await rest.get('_apis/projects/machine-learning')).body.id;
    repositoryId = (
      await createRepositoryWith(context, 'churn', { 'ci.yml': 'steps: []' })
    ).id;
    const definition = await rest.post(
      'machine-learning/_apis/build/definitions',
      {
        name: 'ci',
        process: { yamlFilename: 'ci.yml' },
        repository: { id: repositoryId, type: 'TfsGit' },
      },
    );
    pipelineId = definition.body.id;
  });

  it('adds an approval, shows its settings on request, changes it and takes it away', async () => {
    const created = await context.rest.post(configurations, check());
    expect(created.body).toMatchObject({
      timeout: 1440,
      type: { id: approval.toLowerCase(), name: 'Approval' },
      resource: {
        type: 'environment',
        id: String(environment.id),
        name: 'prod',
      },
      settings: {
        minRequiredApprovers: 1,
        approvers: [{ id: approver.id, displayName: 'Ari Approver' }],
      },
    });
    const on = `${configurations}?resourceType=environment&resourceId=${environment.id}`;
    expect((await context.rest.get(on)).body.value[0].settings).toBeUndefined();
    expect(
      (await context.rest.get(`${on}&$expand=settings`)).body.value[0].settings
        .instructions,
    ).toBe('Look at the metrics');
    const changed = await context.rest.patch(
      `${configurations}/${created.body.id}`,
      check({ timeout: 60 }),
    );
    expect(changed.body.timeout).toBe(60);
    const queried = await context.rest.post(
      'machine-learning/_apis/pipelines/checks/queryconfigurations?$expand=settings',
      [{ type: 'environment', id: String(environment.id) }],
    );
    expect(queried.body.count).toBe(1);
    expect(
      (await context.rest.delete(`${configurations}/${created.body.id}`))
        .status,
    ).toBe(204);
    expect(
      (await context.rest.get(`${configurations}/${created.body.id}`)).status,
    ).toBe(404);
  });

  it.each([
    ['nobody to approve', { settings: { approvers: [] } }, 400],
    [
      'a resource type that does not exist',
      { resource: { type: 'constructor', id: '1' } },
      404,
    ],
    [
      'an approver that does not exist',
      {
        settings: {
          approvers: [{ id: '00000000-0000-0000-0000-000000000000' }],
        },
      },
      400,
    ],
    [
      'an unknown type',
      { type: { id: '00000000-0000-0000-0000-000000000000' } },
      400,
    ],
    ['a timeout that is too long', { timeout: 99999 }, 400],
    [
      'a resource that does not exist',
      { resource: { type: 'environment', id: '4711' } },
      404,
    ],
    ['no resource', { resource: null }, 400],
  ])('refuses a check with %s', async (_, change, status) => {
    expect(
      (await context.rest.post(configurations, check(change))).status,
    ).toBe(status);
  });

  it.each([-1, 2, 'many'])(
    'refuses %s required approvers where one is named',
    async minRequiredApprovers => {
      const settings = { approvers: [{ id: approver.id }] };
      const answer = await context.rest.post(
        configurations,
        check({ settings: { ...settings, minRequiredApprovers } }),
      );
      expect(answer.status).toBe(400);
    },
  );

  it('grants a pipeline the use of a resource, once, and withdraws it', async () => {
    const path = `${permissions}/environment/${environment.id}`;
    expect((await context.rest.get(path)).body.pipelines).toEqual([]);
    const grant = { pipelines: [{ id: pipelineId, authorized: true }] };
    await context.rest.patch(path, grant);
    const twice = await context.rest.patch(path, grant);
    expect(twice.body.pipelines).toEqual([
      expect.objectContaining({ id: pipelineId, authorized: true }),
    ]);
    expect(twice.body.pipelines[0].authorizedBy.displayName).toBe(
      'Dana Scientist',
    );
    const withdrawn = await context.rest.patch(path, {
      pipelines: [{ id: pipelineId, authorized: false }],
    });
    expect(withdrawn.body.pipelines).toEqual([]);
  });

  it('opens a resource to all pipelines', async () => {
    const path = `${permissions}/environment/${environment.id}`;
    expect(
      (await context.rest.patch(path, { allPipelines: { authorized: true } }))
        .body.allPipelines.authorized,
    ).toBe(true);
    expect(
      (await context.rest.patch(path, { allPipelines: { authorized: false } }))
        .body.allPipelines,
    ).toBeUndefined();
  });

  it('grants several resources at once, or none of them', async () => {
    const pipelines = [{ id: pipelineId, authorized: true }];
    const repository = {
      resource: { type: 'repository', id: `${projectId}.${repositoryId}` },
      pipelines,
    };
    const answer = await context.rest.patch(permissions, [repository]);
    expect(answer.body.value[0].resource).toMatchObject({
      type: 'repository',
      name: 'churn',
    });
    const failed = await context.rest.patch(permissions, [
      {
        resource: { type: 'environment', id: String(environment.id) },
        pipelines,
      },
      { resource: { type: 'environment', id: '4711' }, pipelines },
    ]);
    expect(failed.status).toBe(404);
    expect(
      (await context.rest.get(`${permissions}/environment/${environment.id}`))
        .body.pipelines,
    ).toEqual([]);
  });

  it.each([
    ['a resource that does not exist', 'environment/4711', 404],
    ['a kind of resource that does not exist', 'teapot/1', 400],
  ])('refuses permissions on %s', async (_, path, status) => {
    expect((await context.rest.get(`${permissions}/${path}`)).status).toBe(
      status,
    );
  });

  it('refuses a pipeline that does not exist', async () => {
    const answer = await context.rest.patch(
      `${permissions}/environment/${environment.id}`,
      { pipelines: [{ id: 4711, authorized: true }] },
    );
    expect(answer.status).toBe(404);
  });

  it('forgets checks and permissions with their environment', async () => {
    const other = (
      await context.rest.post(
        'machine-learning/_apis/distributedtask/environments',
        { name: 'gone' },
      )
    ).body;
    await context.rest.post(
      configurations,
      check({ resource: { type: 'environment', id: String(other.id) } }),
    );
    await context.rest.delete(
      `machine-learning/_apis/distributedtask/environments/${other.id}`,
    );
    const left = await context.rest.get(
      `${configurations}?resourceType=environment&resourceId=${other.id}`,
    );
    expect(left.body.count).toBe(0);
  });
});
