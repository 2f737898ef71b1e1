import { AzureDevOpsClient } from '../AzureDevOpsClient';
import type { ScriptedServer } from './scriptedServer';

export const project = 'machine learning';
export const IN_PROJECT = '/tfs/Research/machine%20learning/_apis';
export const IN_COLLECTION = '/tfs/Research/_apis';
export const PROJECT = { id: 'p1', name: project };

/** A call and what Azure DevOps has to receive for it. */
export interface ExpectedWrite {
  readonly title: string;
  readonly send: (client: AzureDevOpsClient) => Promise<unknown>;
  readonly method: string;
  readonly path: string;
  readonly version: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

/** Makes the call against a collection of a server, and compares all that was sent. */
export async function expectWrite(
  server: ScriptedServer,
  write: ExpectedWrite,
): Promise<void> {
  server.answer({ json: {} });
  await write.send(
    AzureDevOpsClient.create({
      organizationUrl: `${server.url}/tfs/Research`,
      authorization: async () => ({}),
    }),
  );
  expect(
    server.received.map(({ method, path, query, headers, body }) => ({
      method,
      path,
      query: Object.fromEntries(query),
      contentType: headers['content-type'],
      body,
    })),
  ).toEqual([
    {
      method: write.method,
      path: write.path,
      query: { ...write.query, 'api-version': write.version },
      contentType:
        write.body === undefined
          ? undefined
          : write.contentType ?? 'application/json',
      body: write.body,
    },
  ]);
}
