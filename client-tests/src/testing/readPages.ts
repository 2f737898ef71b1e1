import type { AzureDevOpsUnderTest } from './withAzureDevOps';

/**
 * Follows a list to its end with the REST client of the Node SDK: the SDK's own methods hide the
 * header with the continuation token.
 *
 * @returns what `nameOf` tells of every entry, by page
 */
export async function readPages<Entry>(
  context: AzureDevOpsUnderTest,
  list: {
    /** Below the organization, with a query that has at least `api-version`. */
    readonly path: string;
    readonly nameOf: (entry: Entry) => string;
  },
): Promise<readonly (readonly string[])[]> {
  const { client } = context.connect().rest;
  const pages: (readonly string[])[] = [];
  let token: string | undefined;
  do {
    const next: string = token ? `&continuationToken=${token}` : '';
    const answer = await client.get(
      `${context.organizationUrl}/${list.path}${next}`,
    );
    const body: { readonly value: readonly Entry[] } = JSON.parse(
      await answer.readBody(),
    );
    pages.push(body.value.map(list.nameOf));
    const header = answer.message.headers['x-ms-continuationtoken'];
    token = typeof header === 'string' ? header : undefined;
  } while (token !== undefined);
  return pages;
}
