import { createRepositoryWith } from '../../testing/pushFiles';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const project = 'machine-learning';
const configurations = `${project}/_apis/pipelines/checks/configurations`;
const permissions = `${project}/_apis/pipelines/pipelinepermissions`;

const branchControl = {
  type: { id: 'FE1DE3EE-A436-41B4-BB20-F6EB4CB879A7', name: 'Task Check' },
  settings: {
    displayName: 'Branch control',
    definitionRef: {
      id: '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b',
      name: 'evaluatebranchProtection',
      version: '0.0.1',
    },
    inputs: {
      allowedBranches: 'refs/heads/main',
      ensureProtectionOfBranch: 'true',
      allowUnknownStatusBranch: 'false',
    },
    retryInterval: 5,
  },
};

const businessHours = {
  type: { name: 'Task Check' },
  settings: {
    displayName: 'Business hours',
    definitionRef: {
      id: '445fde2f-6c39-441c-807f-8a59ff2e075f',
      name: 'evaluateBusinessHours',
      version: '0.0.1',
    },
    inputs: {
      businessDays: 'Monday, Friday',
      timeZone: 'UTC',
      startTime: '08:00',
      endTime: '17:30',
    },
  },
};

const template = {
  repositoryType: 'git',
  repositoryName: 'machine-learning/templates',
  repositoryRef: 'refs/heads/main',
  templatePath: 'ml.yml',
};

const requiredTemplate = {
  type: { name: 'ExtendsCheck' },
  settings: { extendsChecks: [template] },
};

const exclusiveLock = { type: { name: 'ExclusiveLock' } };

describe('checks of every type on every kind of resource', () => {
  const context = withSimulator();
  const ids = new Map<string, string>();
  let pipelineId: number;

  const resource = (type: string) => ({ type, id: ids.get(type) ?? '' });
  const add = (type: string, check: object) =>
    context.rest.post(configurations, { ...check, resource: resource(type) });

  beforeAll(async () => {
    const { rest } = context;
    const { id: projectId } = (await rest.get(`_apis/projects/${project}`))
      .body;
    const repository = await createRepositoryWith(context, 'churn', {
      'ci.yml': 'steps: []',
    });
    pipelineId = (
      await rest.post(`${project}/_apis/build/definitions`, {
        name: 'ci',
        process: { yamlFilename: 'ci.yml' },
        repository: { id: repository.id, type: 'TfsGit' },
      })
    ).body.id;
    const environment = await rest.post(
      `${project}/_apis/distributedtask/environments`,
      { name: 'prod' },
    );
    const queues = await rest.get(`${project}/_apis/distributedtask/queues`);
    const reference = { name: 'shared', projectReference: { id: projectId } };
    const group = await rest.post('_apis/distributedtask/variablegroups', {
      name: 'shared',
      variables: { region: { value: 'westeurope' } },
      variableGroupProjectReferences: [reference],
    });
    const endpoint = await rest.post('_apis/serviceendpoint/endpoints', {
      name: 'azure',
      type: 'azurerm',
      authorization: {
        scheme: 'ManagedServiceIdentity',
        parameters: { tenantid: 'a-tenant' },
      },
      data: { subscriptionId: 'a', subscriptionName: 'b' },
      serviceEndpointProjectReferences: [reference],
    });
    ids.set('environment', String(environment.body.id));
    ids.set('queue', String(queues.body.value[0].id));
    ids.set('variablegroup', String(group.body.id));
    ids.set('endpoint', endpoint.body.id);
    ids.set('repository', `${projectId}.${repository.id}`);
  });

  it.each(['environment', 'queue', 'variablegroup', 'endpoint', 'repository'])(
    'guards a resource of the type %s, and grants a pipeline its use',
    async type => {
      for (const check of [
        branchControl,
        businessHours,
        requiredTemplate,
        exclusiveLock,
      ]) {
        const created = await add(type, check);
        expect(created.status).toBe(200);
        expect(created.body.resource).toMatchObject(resource(type));
      }
      const query = `?resourceType=${type}&resourceId=${ids.get(type)}`;
      const { value } = (
        await context.rest.get(`${configurations}${query}&$expand=settings`)
      ).body;
      expect(value.map((check: Json) => check.type.name)).toEqual([
        'Task Check',
        'Task Check',
        'ExtendsCheck',
        'ExclusiveLock',
      ]);
      expect(value[0].settings).toEqual(branchControl.settings);
      const granted = await context.rest.patch(
        `${permissions}/${type}/${ids.get(type)}`,
        { pipelines: [{ id: pipelineId, authorized: true }] },
      );
      expect(granted.body.pipelines[0].id).toBe(pipelineId);
    },
  );

  it('is asked for several resources at once', async () => {
    const found = await context.rest.post(
      `${project}/_apis/pipelines/checks/queryconfigurations?$expand=settings`,
      [resource('environment'), resource('endpoint')],
    );
    expect(found.body.count).toBe(8);
    expect(
      new Set(found.body.value.map((check: Json) => check.resource.type)),
    ).toEqual(new Set(['environment', 'endpoint']));
  });

  it('grants the use of several kinds of resources at once', async () => {
    const types = ['endpoint', 'queue', 'repository', 'variablegroup'];
    const answer = await context.rest.patch(
      permissions,
      types.map(type => ({
        resource: resource(type),
        pipelines: [{ id: pipelineId, authorized: true }],
      })),
    );
    expect(
      answer.body.value.map((entry: Json) => [
        entry.resource.type,
        entry.pipelines.length,
      ]),
    ).toEqual(types.map(type => [type, 1]));
  });

  it('knows no secure file', async () => {
    const answer = await context.rest.get(`${permissions}/securefile/a-file`);
    expect(answer.status).toBe(404);
  });

  it('refuses a second exclusive lock on one resource', async () => {
    const answer = await add('environment', exclusiveLock);
    expect(answer.status).toBe(400);
    expect(answer.body.typeKey).toBe('InvalidCheckConfigurationException');
  });

  const inputs = (
    check: { readonly settings: { readonly inputs: object } },
    more: object,
  ) => ({
    ...check,
    settings: {
      ...check.settings,
      inputs: { ...check.settings.inputs, ...more },
    },
  });
  const templateWith = (more: object) => ({
    ...requiredTemplate,
    settings: { extendsChecks: [{ ...template, ...more }] },
  });

  it.each([
    ['no task', { ...branchControl, settings: {} }],
    ['no branch', inputs(branchControl, { allowedBranches: '' })],
    [
      'an input that is no text',
      inputs(branchControl, { ensureProtectionOfBranch: true }),
    ],
    [
      'an odd truth value',
      inputs(branchControl, { allowUnknownStatusBranch: 'maybe' }),
    ],
    ['an odd day', inputs(businessHours, { businessDays: 'Caturday' })],
    ['no time zone', inputs(businessHours, { timeZone: ' ' })],
    ['an odd time', inputs(businessHours, { endTime: '25:00' })],
    ['no template', { ...requiredTemplate, settings: { extendsChecks: [] } }],
    ['a template without a path', templateWith({ templatePath: '' })],
    ['a template from nowhere', templateWith({ repositoryType: 'tape' })],
  ])('refuses a check with %s', async (_, check) => {
    const answer = await add('environment', check);
    expect(answer.status).toBe(400);
    expect(answer.body.typeKey).toBe('InvalidCheckConfigurationException');
  });

  it('holds an update to the same rules', async () => {
    const [check] = (
      await context.rest.get(
        `${configurations}?resourceType=queue&$expand=settings`,
      )
    ).body.value;
    const one = `${configurations}/${check.id}`;
    const refused = await context.rest.patch(one, { ...check, settings: {} });
    expect(refused.status).toBe(400);
    const changed = await context.rest.patch(
      one,
      inputs(branchControl, { allowedBranches: '*' }),
    );
    expect(changed.body.settings.inputs.allowedBranches).toBe('*');
  });

  it('forgets the checks of a repository with it', async () => {
    const id = ids.get('repository') ?? '';
    const on = `${configurations}?resourceType=repository&resourceId=${id}`;
    expect((await context.rest.get(on)).body.count).toBe(4);
    await context.rest.delete(
      `${project}/_apis/git/repositories/${id.split('.')[1]}`,
    );
    expect((await context.rest.get(on)).body.count).toBe(0);
  });
});
