import { Exerciser } from './Exerciser';

const configurations = 'machine-learning/_apis/pipelines/checks/configurations';
const permissions = 'machine-learning/_apis/pipelines/pipelinepermissions';

const taskCheck = {
  id: 'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7',
  name: 'Task Check',
};

const checks = [
  {
    type: taskCheck,
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
  },
  {
    type: taskCheck,
    settings: {
      displayName: 'Business hours',
      definitionRef: {
        id: '445fde2f-6c39-441c-807f-8a59ff2e075f',
        name: 'evaluateBusinessHours',
        version: '0.0.1',
      },
      inputs: {
        businessDays: 'Monday,Tuesday',
        timeZone: 'UTC',
        startTime: '08:00',
        endTime: '17:00',
      },
      retryInterval: 5,
    },
  },
  {
    type: { id: '4020e66e-b0f3-47e1-bc88-48f3cc59b5f3', name: 'ExtendsCheck' },
    settings: {
      extendsChecks: [
        {
          repositoryType: 'git',
          repositoryName: 'machine-learning/templates',
          repositoryRef: 'refs/heads/main',
          templatePath: 'ml.yml',
        },
      ],
    },
  },
  {
    type: { id: '2ef31ad6-baa0-403a-8b45-2cbc9b4e5563', name: 'ExclusiveLock' },
    settings: {},
  },
];

/** Every type of check, and pipeline permissions, on resources of several kinds. */
export async function exerciseGuards(
  api: Exerciser,
  options: {
    readonly definitionId: string;
    readonly resources: readonly {
      readonly type: string;
      readonly id: string;
    }[];
  },
): Promise<void> {
  const preview = true;
  const pipelines = [{ id: Number(options.definitionId), authorized: true }];
  const made: string[] = [];
  for (const resource of options.resources) {
    for (const check of checks) {
      const body = { ...check, resource, timeout: 1440 };
      const created = await api.call('POST', configurations, { body, preview });
      const one = `${configurations}/${created.text('id')}`;
      made.push(one);
      await api.call('GET', `${one}?$expand=settings`, { preview });
      await api.call('PATCH', one, {
        body: { ...body, timeout: 60 },
        preview,
      });
    }
    const permission = `${permissions}/${resource.type}/${resource.id}`;
    await api.call('PATCH', permission, { body: { pipelines }, preview });
    await api.call('GET', permission, { preview });
  }
  await api.call(
    'POST',
    'machine-learning/_apis/pipelines/checks/queryconfigurations?$expand=settings',
    { body: options.resources, preview },
  );
  await api.call('PATCH', permissions, {
    body: options.resources.map(resource => ({ resource, pipelines })),
    preview,
  });
  const [{ type, id }] = options.resources;
  const authorized = 'machine-learning/_apis/build/authorizedresources';
  for (const isAuthorized of [true, false]) {
    await api.call('PATCH', authorized, {
      body: [{ type, id, authorized: isAuthorized }],
      preview,
    });
  }
  await api.call('GET', `${authorized}?type=${type}`, { preview });
  for (const one of made) {
    await api.call('DELETE', one, { expect: 204, preview });
  }
}
