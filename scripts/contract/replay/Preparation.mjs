// @ts-check
import { OrganizationClient } from './OrganizationClient.mjs';

const SAMPLE_PIPELINE = 'steps:\n  - script: echo hello\n';

const NO_COMMIT = '0'.repeat(40);

/** Brings about what a recorded scenario took for granted. */
export class Preparation {
  /** @param {{ url: string, token: string }} options address of an organization of ours */
  constructor({ url, token }) {
    this.client = new OrganizationClient({ url, token });
  }

  /**
   * A project with its first repository, once it is there for everybody.
   *
   * @param {string} name
   */
  async project(name) {
    let { id, status } = await this.client.post('_apis/projects', {
      name,
      description: `The project ${name}`,
      capabilities: {
        versioncontrol: { sourceControlType: 'Git' },
        processTemplate: {
          templateTypeId: 'b8a3a935-7e91-48b8-a94c-606d37c3e9f2',
        },
      },
    });
    while (status !== 'succeeded') {
      ({ id, status } = await this.client.get(`_apis/operations/${id}`));
    }
  }

  /**
   * A first commit with a small pipeline, on each of the branches; the second and further ones have
   * a commit of their own on top.
   *
   * @param {{ project: string, repository: string, branches: readonly string[] }} options
   */
  async push({ project, repository, branches }) {
    const [first, ...others] = branches;
    const path = `${project}/_apis/git/repositories/${repository}/pushes`;
    const pushed = await this.client.post(path, {
      refUpdates: [{ name: `refs/heads/${first}`, oldObjectId: NO_COMMIT }],
      commits: [commit('azure-pipelines.yml', SAMPLE_PIPELINE)],
    });
    const [{ newObjectId }] = pushed.refUpdates;
    for (const branch of others) {
      await this.client.post(
        `${project}/_apis/git/repositories/${repository}/refs`,
        [
          {
            name: `refs/heads/${branch}`,
            oldObjectId: NO_COMMIT,
            newObjectId,
          },
        ],
      );
      await this.client.post(path, {
        refUpdates: [
          { name: `refs/heads/${branch}`, oldObjectId: newObjectId },
        ],
        commits: [commit(`${branch}.md`, `# ${branch}\n`)],
      });
    }
  }

  /**
   * One more commit.
   *
   * @param {{
   *   project: string,
   *   repository: string,
   *   branch: string,
   *   on: string,
   *   pages: Readonly<Record<string, 'add' | 'edit'>>,
   * }} options `on` is the commit that the branch is at; `pages` what is done to which file
   * @returns {Promise<string>} its id
   */
  async commit({ project, repository, branch, on, pages }) {
    const changes = Object.entries(pages).flatMap(
      ([path, changeType]) =>
        commit(path, `# ${changeType}\n`, changeType).changes,
    );
    const pushed = await this.client.post(
      `${project}/_apis/git/repositories/${repository}/pushes`,
      {
        refUpdates: [{ name: `refs/heads/${branch}`, oldObjectId: on }],
        commits: [{ comment: 'Write the documentation', changes }],
      },
    );
    return pushed.refUpdates[0].newObjectId;
  }

  /**
   * A pipeline of the project's first repository, with what the pages of Azure DevOps add to one.
   *
   * @param {{ project: string, name: string }} options
   */
  async pipeline({ project, name }) {
    const { id } = await this.client.get(
      `${project}/_apis/git/repositories/${project}`,
    );
    await this.client.post(`${project}/_apis/build/definitions`, {
      name,
      comment: 'Enable pipeline',
      process: { yamlFilename: 'azure-pipelines.yml', type: 2 },
      queue: { name: 'Azure Pipelines' },
      repository: {
        id,
        type: 'TfsGit',
        defaultBranch: 'refs/heads/main',
        properties: {
          fullName: project,
          safeRepository: id,
          reportBuildStatus: 'true',
        },
      },
      triggers: [
        { triggerType: 'continuousIntegration', settingsSourceType: 2 },
      ],
    });
  }

  /** @param {string} name of a pool that the organization had */
  async pool(name) {
    await this.client.post('_apis/distributedtask/pools', { name });
  }

  /** @param {string} mail of a person who was in the organization */
  async user(mail) {
    await this.client.post('_apis/userentitlements', {
      accessLevel: { accountLicenseType: 'stakeholder' },
      user: { principalName: mail, subjectKind: 'user' },
    });
  }

  /** @param {string} name of a project on which its readers have a permission */
  async permission(name) {
    const { id } = await this.client.get(
      `_apis/projects/${encodeURIComponent(name)}`,
    );
    const { value } = await this.client.get(
      `_apis/identities?searchFilter=General&filterValue=${encodeURIComponent(
        `[${name}]\\Readers`,
      )}`,
    );
    await this.client.post(
      '_apis/accesscontrolentries/52d39943-cb85-4d7f-8fa8-c6baac873819',
      {
        token: `$PROJECT:vstfs:///Classification/TeamProject/${id}`,
        merge: true,
        accessControlEntries: [
          { descriptor: value[0].descriptor, allow: 1, deny: 0 },
        ],
      },
    );
  }

  /** @returns {Promise<string>} how the person of the token is known in the directory */
  async ownAlias() {
    const { authenticatedUser } = await this.client.get('_apis/connectionData');
    return authenticatedUser.properties.Account.$value.split('@')[0];
  }

  /** @param {{ project: string, title: string, source: string }} options */
  async pullRequest({ project, title, source }) {
    await this.client.post(
      `${project}/_apis/git/repositories/${project}/pullrequests`,
      {
        title,
        description: title,
        sourceRefName: `refs/heads/${source}`,
        targetRefName: 'refs/heads/main',
      },
    );
  }
}

/**
 * @param {string} path
 * @param {string} content
 * @param {'add' | 'edit'} changeType
 */
function commit(path, content, changeType = 'add') {
  return {
    comment: `${changeType} ${path}`,
    changes: [
      {
        changeType,
        item: { path: `/${path}` },
        newContent: { content, contentType: 'rawtext' },
      },
    ],
  };
}
