import { createRepositoryWith } from '../testing/pushFiles';
import { Json } from '../testing/RestClient';
import { withSimulator } from '../testing/withSimulator';

const attack = '<script>alert(1)</script>';

describe('the pages', () => {
  const context = withSimulator();
  const project = () =>
    `${context.simulator.organizationUrl()}/machine-learning`;
  let definition: Json;
  let build: Json;
  let environment: Json;
  let group: Json;
  let connection: Json;
  let repositoryWithPolicies: string;

  const open = async (url: string) => {
    const response = await fetch(url);
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    };
  };

  beforeAll(async () => {
    const { rest } = context;
    const repository = await createRepositoryWith(context, 'churn', {
      'README.md': `# Churn\n\n${attack}\n\n[docs](docs/index.md) [bad](javascript:alert(1)) ![img](https://evil.example/x.png "t")\n\n[half](50%) [odd](/\\\\) <code><svg/onload=x>\n`,
      'docs/index.md': '# Docs\n\nBack to [start](../README.md).\n',
      'src/train.py': `print("${attack}")\n`,
      'model.bin': Uint8Array.from([0, 1, 2]),
      'ci.yml': 'steps:\n  - script: echo hello\n',
    });
    definition = (
      await rest.post('machine-learning/_apis/build/definitions', {
        name: 'ci',
        description: attack,
        process: { yamlFilename: 'ci.yml' },
        repository: { id: repository.id, type: 'TfsGit' },
        variables: {
          key: { value: 'hunter2', isSecret: true },
          plain: { value: attack },
        },
      })
    ).body;
    build = (
      await rest.post('machine-learning/_apis/build/builds', {
        definition: { id: definition.id },
      })
    ).body;
    environment = (
      await rest.post('machine-learning/_apis/distributedtask/environments', {
        name: 'prod',
        description: attack,
      })
    ).body;
    const { id, name } = (await rest.get('_apis/projects/machine-learning'))
      .body;
    group = (
      await rest.post('_apis/distributedtask/variablegroups', {
        name: `dev ${attack}`,
        variables: {
          key: { value: 'hunter2', isSecret: true },
          plain: { value: attack },
        },
        variableGroupProjectReferences: [
          { name: `dev ${attack}`, projectReference: { id, name } },
        ],
      })
    ).body;
    await protectAzure(id, repository.id);
    const [approver] = (
      await rest.get(
        '_apis/identities?searchFilter=General&filterValue=Ari Approver',
      )
    ).body.value;
    await rest.post('machine-learning/_apis/pipelines/checks/configurations', {
      type: { name: 'Approval' },
      settings: { approvers: [{ id: approver.id }], instructions: attack },
      resource: { type: 'environment', id: String(environment.id) },
    });
    await rest.patch(
      `machine-learning/_apis/pipelines/pipelinepermissions/environment/${environment.id}`,
      {
        pipelines: [{ id: definition.id, authorized: true }],
      },
    );
  });

  /** A service connection with a check, and policies on the repository. */
  async function protectAzure(projectId: string, repositoryId: string) {
    const { rest } = context;
    repositoryWithPolicies = repositoryId;
    connection = (
      await rest.post('_apis/serviceendpoint/endpoints', {
        name: `azure ${attack}`,
        type: 'azurerm',
        authorization: {
          scheme: 'ServicePrincipal',
          parameters: {
            tenantid: attack,
            serviceprincipalid: 'an-application',
            serviceprincipalkey: 'hunter2',
          },
        },
        data: { subscriptionId: 'a', subscriptionName: attack },
        serviceEndpointProjectReferences: [
          { projectReference: { id: projectId } },
        ],
      })
    ).body;
    await rest.post('machine-learning/_apis/pipelines/checks/configurations', {
      type: { name: 'Task Check' },
      settings: {
        displayName: 'Branch control',
        definitionRef: {
          id: '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b',
          name: 'evaluatebranchProtection',
          version: '0.0.1',
        },
        inputs: { allowedBranches: `refs/heads/${attack}` },
      },
      resource: { type: 'endpoint', id: connection.id },
    });
    const branch = {
      repositoryId,
      refName: 'refs/heads/main',
      matchKind: 'Exact',
    };
    for (const [id, settings] of [
      [
        '0609b952-1397-4640-95ec-e00a01b2c241',
        { buildDefinitionId: definition.id, displayName: attack },
      ],
      [
        '2e26e725-8201-4edd-8bf5-978563c34a80',
        { maximumGitBlobSizeInBytes: 1024, scope: [{ repositoryId }] },
      ],
    ] as const) {
      await rest.post('machine-learning/_apis/policy/configurations', {
        type: { id },
        isEnabled: true,
        isBlocking: true,
        settings: { scope: [branch], ...settings },
      });
    }
  }

  const addresses = (): Readonly<
    Record<string, readonly [string, RegExp]>
  > => ({
    start: [context.simulator.url, /contoso/],
    organization: [context.simulator.organizationUrl(), /machine-learning/],
    project: [project(), /churn/],
    repositories: [`${project()}/_git`, /churn/],
    repository: [`${project()}/_git/churn`, /train|README/],
    folder: [`${project()}/_git/churn?path=/docs`, /index\.md/],
    file: [
      `${project()}/_git/churn?path=%2Fsrc%2Ftrain.py&version=GBmain`,
      /print/,
    ],
    binary: [
      `${project()}/_git/churn?path=/model.bin`,
      /binary file of 3 bytes/,
    ],
    branches: [`${project()}/_git/churn/branches`, /main/],
    commits: [`${project()}/_git/churn/commits`, /Start/],
    pipelines: [`${project()}/_build`, /ci\.yml/],
    pipeline: [definition._links.web.href, /Runs/],
    run: [build._links.web.href, /no agent/],
    settings: [`${project()}/_settings`, /Service connections/],
    permissions: [`${project()}/_settings/permissions`, /Contributors/],
    'agent queues': [`${project()}/_settings/agentqueues`, /Default/],
    'agent queue': [`${project()}/_settings/agentqueues?queueId=1`, /Checks/],
    'service connections': [`${project()}/_settings/adminservices`, /azurerm/],
    'service connection': [
      `${project()}/_settings/adminservices?resourceId=${connection.id}`,
      /allowedBranches/,
    ],
    policies: [
      `${project()}/_settings/repositories?repo=${repositoryWithPolicies}&_a=policiesMid`,
      /File size restriction[^]*refs\/heads\/main/,
    ],
    environments: [`${project()}/_environments`, /prod/],
    environment: [
      `${project()}/_environments/${environment.id}?view=deployments`,
      /Ari Approver/,
    ],
    library: [`${project()}/_library?itemType=VariableGroups`, /dev/],
    variableGroup: [
      `${project()}/_library?itemType=VariableGroups&view=VariableGroupView&variableGroupId=${
        group.id
      }`,
      /plain/,
    ],
  });

  it.each([
    'settings',
    'service connections',
    'service connection',
    'policies',
    'start',
    'organization',
    'project',
    'repositories',
    'repository',
    'folder',
    'file',
    'binary',
    'branches',
    'commits',
    'pipelines',
    'pipeline',
    'run',
    'environments',
    'environment',
    'library',
    'variableGroup',
  ])(
    'shows the page of the %s without a token, and nothing that people wrote as HTML',
    async name => {
      const [url, expected] = addresses()[name];
      const page = await open(url);
      expect(page.status).toBe(200);
      expect(page.text).toMatch(expected);
      // The pages' own script is the only one.
      expect(page.text).not.toMatch(
        /<script(?! src="\/_pages\/live\.js" defer><\/script>)/,
      );
      expect(page.text).not.toContain('hunter2');
      expect(page.headers.get('content-security-policy')).toContain(
        "default-src 'none'",
      );
    },
  );

  const linksOf = (text: string, base: string) =>
    [...text.matchAll(/href="([^"#][^"]*)"/g)]
      .map(([, href]) => new URL(href.replace(/&amp;/g, '&'), base).href)
      .filter(url => url.startsWith(context.simulator.url));

  it('leads every link to a page that exists', async () => {
    const statuses = new Map<string, number>();
    const queue = [context.simulator.organizationUrl()];
    for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
      if (!statuses.has(url)) {
        const page = await open(url);
        statuses.set(url, page.status);
        queue.push(...linksOf(page.text, url));
      }
    }
    expect(statuses.size).toBeGreaterThan(20);
    expect([...statuses].filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('follows no link of a README that would run something', async () => {
    const { text } = await open(`${project()}/_git/churn`);
    expect(text).not.toMatch(/href="[^"]*script:/i);
    expect(text).not.toMatch(/<(img|svg)/);
    expect(text).toContain(
      'href="/contoso/machine-learning/_git/churn?path=%2Fdocs%2Findex.md"',
    );
  });

  it.each([
    '/fabrikam',
    '/contoso/nowhere',
    '/contoso/machine-learning/_git/nowhere',
    '/contoso/machine-learning/_wiki',
    '/contoso/machine-learning/_settings/nowhere',
    '/contoso/machine-learning/_settings/adminservices?resourceId=x',
    '/contoso/machine-learning/_settings/agentqueues?queueId=x',
    '/contoso/machine-learning/_settings/repositories?repo=x',
    '/contoso/machine-learning/constructor',
    '/contoso/machine-learning/__proto__',
    '/contoso/machine-learning/_git/churn?path=/../x',
    '/contoso/machine-learning/_git/churn?path=/x%00y',
  ])('says that there is nothing at %s', async path => {
    const page = await open(`${context.simulator.url}${path}`);
    expect(page.status).toBe(404);
    expect(page.text).toContain('Not found');
  });
});
