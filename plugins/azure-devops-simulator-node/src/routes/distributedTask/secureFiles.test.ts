import { WebApi, getPersonalAccessTokenHandler } from 'azure-devops-node-api';
import { withSimulator } from '../../testing/withSimulator';

const all = 'machine-learning/_apis/distributedtask/securefiles';

describe('secure files', () => {
  const context = withSimulator();
  const upload = (name: string, rawBody = 'a secret') =>
    context.rest.call(`${all}?name=${name}`, {
      method: 'POST',
      rawBody,
      headers: { 'content-type': 'application/octet-stream' },
    });

  it('keeps a file and never gives its content back', async () => {
    const created = await upload('key.pem', '{not json');
    expect(created.status).toBe(200);
    const one = `${all}/${created.body.id}`;
    const read = await context.rest.get(one);
    expect(read.body).toMatchObject({
      name: 'key.pem',
      createdBy: { displayName: 'Dana Scientist' },
    });
    expect(read.text).not.toContain('not json');
    const download = await context.rest.get(`${one}?download=true&ticket=x`);
    expect(download.status).toBe(403);
  });

  it('lists by pattern, changes name and properties, and deletes', async () => {
    const created = await upload('signing.p12');
    const one = `${all}/${created.body.id}`;
    const changed = await context.rest.patch(one, {
      name: 'signing-2.p12',
      properties: { owner: 'vision' },
    });
    expect(changed.body).toMatchObject({
      name: 'signing-2.p12',
      properties: { owner: 'vision' },
    });
    const listed = await context.rest.get(`${all}?namePattern=signing*`);
    expect(listed.body.count).toBe(1);
    expect((await context.rest.delete(one)).status).toBe(204);
    expect((await context.rest.get(one)).status).toBe(404);
  });

  it('refuses a taken name, an empty file and JSON', async () => {
    await upload('once.txt');
    expect((await upload('ONCE.txt')).body.typeKey).toBe(
      'SecureFileExistsException',
    );
    expect((await upload('empty.txt', '')).status).toBe(400);
    const asJson = await context.rest.post(`${all}?name=x.txt`, { a: 1 });
    expect(asJson.status).toBe(400);
  });

  it('can be guarded by pipeline permissions and checks', async () => {
    const created = await upload('guarded.txt');
    const path = `machine-learning/_apis/pipelines/pipelinepermissions/securefile/${created.body.id}`;
    const granted = await context.rest.patch(path, {
      allPipelines: { authorized: true },
    });
    expect(granted.body.resource).toMatchObject({
      type: 'securefile',
      name: 'guarded.txt',
    });
  });

  it('serves azure-devops-node-api', async () => {
    const created = await upload('client.txt');
    const { simulator } = context;
    const api = await new WebApi(
      simulator.organizationUrl(),
      getPersonalAccessTokenHandler(simulator.token),
    ).getTaskAgentApi();
    const files = await api.getSecureFiles('machine-learning', 'client*');
    expect(files.map(({ name }) => name)).toEqual(['client.txt']);
    const updated = await api.updateSecureFile(
      { name: 'renamed.txt' },
      'machine-learning',
      created.body.id,
    );
    expect(updated.name).toBe('renamed.txt');
    await api.deleteSecureFile('machine-learning', created.body.id);
  });
});
