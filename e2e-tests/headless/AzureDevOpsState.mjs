// @ts-check

/** The embedded Azure DevOps' token that may do everything. */
export const TOKEN = 'azure-devops-simulator-development-token';

/**
 * What a person would find in the Azure DevOps project, without the ids and dates that differ from
 * one run to the next. Two set-ups are the same when this is.
 *
 * @param {string} projectUrl
 */
export async function readAzureDevOpsState(projectUrl) {
  const get = createReader(projectUrl);
  const [
    repositories,
    definitions,
    environments,
    groups,
    connections,
    policies,
    approverGroups,
  ] = await Promise.all([
    get('git/repositories'),
    get('build/definitions?includeAllProperties=true'),
    get('distributedtask/environments'),
    get('distributedtask/variablegroups'),
    get('serviceendpoint/endpoints'),
    get('policy/configurations'),
    readApproverGroups(projectUrl),
  ]);
  /** @type {Map<number, string>} */
  const pipelineNames = new Map(
    definitions.map((/** @type {any} */ { id, name }) => [id, name]),
  );
  return {
    repositories: await Promise.all(
      repositories.map((/** @type {any} */ repository) =>
        readRepository(get, repository),
      ),
    ),
    pipelines: byName(
      definitions.map((/** @type {any} */ definition) => ({
        name: definition.name,
        path: definition.path,
        yaml: definition.process.yamlFilename,
        description: definition.description,
      })),
    ),
    environments: byName(
      await Promise.all(
        environments.map(
          async (/** @type {any} */ { id, name, description }) => ({
            name,
            description,
            checks: await readChecks(get, `environment/${id}`),
            permitted: await readPermitted(get, {
              resource: `environment/${id}`,
              pipelineNames,
            }),
          }),
        ),
      ),
    ),
    variableGroups: byName(
      await Promise.all(
        groups.map(async (/** @type {any} */ group) => ({
          name: group.name,
          description: group.description,
          variables: group.variables,
          permitted: await readPermitted(get, {
            resource: `variablegroup/${group.id}`,
            pipelineNames,
          }),
        })),
      ),
    ),
    serviceConnections: byName(
      await Promise.all(
        connections.map(async (/** @type {any} */ connection) => ({
          name: connection.name,
          description: connection.description,
          type: connection.type,
          scheme: connection.authorization.scheme,
          checks: await readChecks(get, `endpoint/${connection.id}`),
          permitted: await readPermitted(get, {
            resource: `endpoint/${connection.id}`,
            pipelineNames,
          }),
        })),
      ),
    ),
    policies: policies
      .map((/** @type {any} */ { type, isBlocking, settings }) => ({
        type: type.displayName,
        isBlocking,
        branches: settings.scope.map(
          (/** @type {any} */ { refName }) => refName ?? 'all',
        ),
      }))
      .sort(byText),
    approverGroups,
    runs: (await get('build/builds')).length,
  };
}

/** @typedef {(path: string) => Promise<any>} Reader gives the value of a list, or the object */

/**
 * @param {string} projectUrl
 * @returns {Reader}
 */
function createReader(projectUrl) {
  const authorization = `Basic ${Buffer.from(`:${TOKEN}`).toString('base64')}`;
  return async path => {
    const url = `${projectUrl}/_apis/${path}${
      path.includes('?') ? '&' : '?'
    }api-version=7.1-preview`;
    const response = await fetch(url, { headers: { authorization } });
    if (!response.ok) {
      throw new Error(
        `GET ${url}: ${response.status} ${await response.text()}`,
      );
    }
    const body = await response.json();
    return body.value ?? body;
  };
}

/**
 * @param {Reader} get
 * @param {{ id: string, name: string, defaultBranch?: string }} repository
 */
async function readRepository(get, { id, name, defaultBranch }) {
  const references = await get(`git/repositories/${id}/refs?filter=heads/`);
  const branches = references
    .map((/** @type {any} */ reference) => reference.name)
    .sort();
  // Commits of a repository without branches are an error, as on the service.
  const commits =
    branches.length > 0 ? await get(`git/repositories/${id}/commits`) : [];
  return { name, defaultBranch, branches, commits: commits.length };
}

/**
 * Groups that carry the mark of a project, with their members.
 *
 * @param {string} projectUrl
 */
async function readApproverGroups(projectUrl) {
  const get = createReader(projectUrl.replace(/\/[^/]+$/, ''));
  const groups = (await get('graph/groups')).filter(
    (/** @type {any} */ { description }) =>
      description?.includes('[azure-mlops: '),
  );
  return byName(
    await Promise.all(
      groups.map(async (/** @type {any} */ group) => ({
        name: group.displayName,
        members: (
          await get(`graph/memberships/${group.descriptor}?direction=down`)
        ).length,
      })),
    ),
  );
}

/**
 * @param {Reader} get
 * @param {string} resource type and id
 */
async function readChecks(get, resource) {
  const [type, id] = resource.split('/');
  const checks = await get(
    `pipelines/checks/configurations?resourceType=${type}&resourceId=${id}&$expand=settings`,
  );
  return checks
    .map((/** @type {any} */ check) => ({
      type: check.type.name,
      definition: check.settings?.definitionRef?.name,
      inputs: check.settings?.inputs,
      approvers: check.settings?.approvers?.map(
        (/** @type {any} */ { displayName }) => displayName,
      ),
    }))
    .sort(byText);
}

/**
 * @param {Reader} get
 * @param {{ resource: string, pipelineNames: Map<number, string> }} options
 */
async function readPermitted(get, { resource, pipelineNames }) {
  const { pipelines, allPipelines } = await get(
    `pipelines/pipelinePermissions/${resource}`,
  );
  return {
    toAll: allPipelines?.authorized === true,
    pipelines: pipelines
      .filter((/** @type {any} */ { authorized }) => authorized)
      .map((/** @type {any} */ { id }) => pipelineNames.get(id))
      .sort(),
  };
}

/**
 * @param {unknown} left
 * @param {unknown} right
 */
function byText(left, right) {
  return JSON.stringify(left).localeCompare(JSON.stringify(right));
}

/**
 * @template {{ name: string }} Named
 * @param {Named[]} items
 */
function byName(items) {
  return [...items].sort((left, right) => left.name.localeCompare(right.name));
}
