import { AzureDevOpsClient } from '../AzureDevOpsClient';
import {
  startScriptedServer,
  type ScriptedServer,
} from '../__testUtils__/scriptedServer';

let server: ScriptedServer;

beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

function createClient() {
  return AzureDevOpsClient.create({
    organizationUrl: `${server.url}/contoso`,
    authorization: async () => ({}),
  });
}

describe('findDescriptor', () => {
  it('asks once for what never changes, however many copies of the client ask', async () => {
    const client = createClient();
    server.answer({ json: { value: 'scp.A' } });
    expect(await client.graph.findDescriptor('project-1')).toBe('scp.A');
    const copy = client.withSignal(new AbortController().signal);
    expect(await copy.graph.findDescriptor('PROJECT-1')).toBe('scp.A');
    expect(server.received).toHaveLength(1);
  });

  it('tells one id from another', async () => {
    const client = createClient();
    server.answer({ json: { value: 'aad.A' } }, { json: { value: 'aad.B' } });
    expect(await client.graph.findDescriptor('a')).toBe('aad.A');
    expect(await client.graph.findDescriptor('b')).toBe('aad.B');
  });

  it('asks again as long as there is none', async () => {
    const client = createClient();
    server.answer(
      { status: 404, json: { message: 'Not there yet' } },
      { json: { value: 'scp.A' } },
    );
    expect(await client.graph.findDescriptor('project-1')).toBeUndefined();
    expect(await client.graph.findDescriptor('project-1')).toBe('scp.A');
  });
});
