// @ts-check

/**
 * @typedef {import('./Preparation.mjs').Preparation} Preparation
 * @typedef {import('./replayRecording.mjs').Recording} Recording
 *
 * What was there before a scenario was recorded, by the name of its file without `test_` and
 * `.yaml`. A scenario that makes its own project needs nothing.
 */

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

/** @type {Readonly<Record<string, (prepare: Preparation) => Promise<void>>>} */
export const preparations = {
  build_cancel: buildTests,
  build_definition_listShow: buildTests,
  build_listQueueShow: buildTests,
  build_tag_listAddDelete: buildTests,
  pull_request_createUpdateVoteListAbandonReactivateCompleteReviewers:
    prepare => prepare.project('PullRequestLiveTest'),
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
  repos_import_create: prepare => prepare.project('TestSupportProject'),
};

/**
 * What an import has brought into a repository: the branches that the scenario uses later.
 *
 * @param {{ recording: Recording, url: string, prepare: Preparation }} options `url` is the
 *   recording's, with the names of ours
 */
export async function standInForImport({ recording, url, prepare }) {
  const [, project, repository] =
    /\/contoso\/([^/]+)\/_apis\/git\/repositories\/([^/]+)\/importRequests$/i.exec(
      url,
    ) ?? [];
  if (recording.method === 'POST' && project && repository) {
    await prepare.push({
      project,
      repository,
      branches: ['main', 'testbranch'],
    });
  }
}
