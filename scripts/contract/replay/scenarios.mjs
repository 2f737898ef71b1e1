// @ts-check
import { EARLIER_PROJECT } from '../exerciseThroughProxy.mjs';

/**
 * @typedef {import('./Preparation.mjs').Preparation} Preparation
 * @typedef {import('./RecordedNames.mjs').RecordedNames} RecordedNames
 * @typedef {import('./replayRecording.mjs').Recording} Recording
 *
 * What was there before a scenario was recorded, by the name of its file without `test_` and
 * `.yaml`. A scenario that makes its own project needs nothing.
 */

/**
 * The person whom the command line invites: in some places of the recordings the mail address is
 * another one.
 *
 * @param {Preparation} prepare
 * @param {RecordedNames} names
 */
async function invitedPerson(prepare, names) {
  names.add('new_user_test%40outlook.com', 'user1%40example.com');
  await prepare.user('user1@example.com');
}

/** @param {Preparation} prepare */
async function buildTests(prepare) {
  await prepare.project('buildtests');
  await prepare.push({
    project: 'buildtests',
    repository: 'buildtests',
    branches: ['main'],
  });
  await prepare.pipeline({
    project: 'buildtests',
    name: 'BuildTests Definition1',
  });
  await prepare.pipeline({
    project: 'buildtests',
    name: 'BuildTests Definition1 (2)',
  });
}

/** @type {Readonly<Record<string, (prepare: Preparation, names: RecordedNames) => Promise<void>>>} */
export const preparations = {
  build_cancel: buildTests,
  build_definition_listShow: buildTests,
  build_listQueueShow: buildTests,
  build_tag_listAddDelete: buildTests,
  devops_group_and_member_tests: invitedPerson,
  devops_security_permission_tests: async (prepare, names) => {
    await invitedPerson(prepare, names);
    await prepare.permission(EARLIER_PROJECT);
  },
  devops_user_command_addUpdateListShowRemove: invitedPerson,
  pipeline_create_and_variables_test: prepare =>
    prepare.pool('Hosted Ubuntu 1604'),
  pipeline_pools_and_agents: async (_, names) =>
    names.add('poolName=Hosted&', 'poolName=Azure%20Pipelines&'),
  pull_request_createUpdateVoteListAbandonReactivateCompleteReviewers: async (
    prepare,
    names,
  ) => {
    const project = 'PullRequestLiveTest';
    names.add('filterValue=user', `filterValue=${await prepare.ownAlias()}`);
    await prepare.project(project);
    await prepare.push({ project, repository: project, branches: ['main'] });
  },
  pull_request_policies_workitems: async prepare => {
    const project = 'PullRequestLiveTest';
    await prepare.project(project);
    await prepare.push({
      project,
      repository: project,
      branches: ['main', 'work'],
    });
    await prepare.pullRequest({ project, title: 'Work', source: 'work' });
  },
  repos_createListShowDelete: prepare =>
    prepare.project('RepoCreateListShowDeleteTests'),
  repos_import_create: async prepare => {
    const project = 'TestSupportProject';
    await prepare.project(project);
    await prepare.push({ project, repository: project, branches: ['main'] });
  },
};

/**
 * What an import has brought into a repository: the branches that the scenario uses later.
 *
 * @param {{ recording: Recording, url: string, prepare: Preparation }} options `url` is the
 *   recording's, with the names of ours
 */
export async function standInForImport({ recording, url, prepare }) {
  const [, project, repository] =
    /([^/]+)\/_apis\/git\/repositories\/([^/]+)\/importRequests$/i.exec(url) ??
    [];
  if (recording.method === 'POST' && project && repository) {
    await prepare.push({
      project,
      repository,
      branches: ['main', 'testbranch', 'gh-pages'],
    });
  }
}
