import { noObject } from '../git/BareRepository';
import { Json, RestAnswer } from './RestClient';
import { SimulatorUnderTest } from './withSimulator';

const git = 'machine-learning/_apis/git';
const policies = 'machine-learning/_apis/policy';

let count = 0;

/** A repository with the branches main and topic, and a pull request between them. */
export interface ReviewUnderTest {
  readonly repositoryId: string;
  readonly projectId: string;
  readonly remoteUrl: string;
  /** Path of the repository in the REST API. */
  readonly repository: string;
  readonly id: number;
  /** Path of the pull request in the REST API. */
  readonly one: string;
  /** Commits files to a branch, which is made from main if it is not there. */
  push(
    branch: string,
    files: Readonly<Record<string, string>>,
  ): Promise<RestAnswer>;
  read(): Promise<Json>;
  /** Adds a blocking policy of main; gives back its id. */
  protect(
    type: { readonly id: string },
    settings: object,
    more?: object,
  ): Promise<number>;
  /** What the policies say, by the name of their type. */
  evaluations(): Promise<Readonly<Record<string, Json>>>;
  vote(value: number, token?: string, userId?: string): Promise<RestAnswer>;
  complete(options?: object): Promise<RestAnswer>;
}

async function createRepository(
  context: SimulatorUnderTest,
  files: Readonly<Record<string, string>>,
) {
  count += 1;
  const { body } = await context.rest.post(`${git}/repositories`, {
    name: `review-${count}`,
  });
  const repository = `${git}/repositories/${body.id}`;
  const tip = async (branch: string): Promise<string | undefined> =>
    (
      await context.rest.get(`${repository}/refs?filter=heads/${branch}`)
    ).body.value.find((entry: Json) => entry.name === `refs/heads/${branch}`)
      ?.objectId;
  const push = async (
    branch: string,
    changes: Readonly<Record<string, string>>,
  ) => {
    const name = `refs/heads/${branch}`;
    const main = await tip('main');
    if (main && !(await tip(branch))) {
      await context.rest.post(`${repository}/refs`, [
        { name, oldObjectId: noObject, newObjectId: main },
      ]);
    }
    const known: readonly string[] = main
      ? (
          await context.rest.get(
            `${repository}/items?recursionLevel=full&versionDescriptor.version=${branch}`,
          )
        ).body.value.map((item: Json) => item.path)
      : [];
    return context.rest.post(`${repository}/pushes`, {
      refUpdates: [{ name, oldObjectId: (await tip(branch)) ?? noObject }],
      commits: [
        {
          comment: `Change ${branch}`,
          changes: Object.entries(changes).map(([path, content]) => ({
            changeType: known.includes(`/${path}`) ? 'edit' : 'add',
            item: { path: `/${path}` },
            newContent: { content, contentType: 'rawtext' },
          })),
        },
      ],
    });
  };
  await push('main', files);
  return { body, repository, push };
}

/** Creates a pull request from topic, which has these files, into main. */
export async function createReview(
  context: SimulatorUnderTest,
  options: {
    readonly main?: Readonly<Record<string, string>>;
    readonly topic?: Readonly<Record<string, string>>;
    /** Called before the pull request is there. */
    readonly prepare?: (
      repository: Pick<ReviewUnderTest, 'repositoryId' | 'protect'>,
    ) => Promise<void>;
    readonly pullRequest?: object;
  } = {},
): Promise<ReviewUnderTest> {
  const { rest } = context;
  const { body, repository, push } = await createRepository(
    context,
    options.main ?? { 'README.md': 'One\n' },
  );
  const repositoryId: string = body.id;
  const projectId: string = body.project.id;
  await push('topic', options.topic ?? { 'a.txt': 'a\n' });
  const protect: ReviewUnderTest['protect'] = async (type, settings, more) => {
    const scope = [
      { repositoryId, refName: 'refs/heads/main', matchKind: 'Exact' },
    ];
    const answer = await rest.post(`${policies}/configurations`, {
      type: { id: type.id },
      isEnabled: true,
      isBlocking: true,
      settings: { scope, ...settings },
      ...more,
    });
    return answer.body.id;
  };
  await options.prepare?.({ repositoryId, protect });
  const created = await rest.post(`${repository}/pullrequests`, {
    sourceRefName: 'refs/heads/topic',
    targetRefName: 'refs/heads/main',
    title: 'Change',
    ...options.pullRequest,
  });
  const id: number = created.body.pullRequestId;
  const one = `${repository}/pullrequests/${id}`;
  const read = async () => (await rest.get(one)).body;
  return {
    repositoryId,
    projectId,
    remoteUrl: body.remoteUrl,
    repository,
    id,
    one,
    push,
    read,
    protect,
    evaluations: async () => {
      const artifact = `vstfs:///CodeReview/CodeReviewId/${projectId}/${id}`;
      const found = await rest.get(
        `${policies}/evaluations?artifactId=${encodeURIComponent(
          artifact,
        )}&includeNotApplicable=true`,
      );
      return Object.fromEntries(
        found.body.value.map((entry: Json) => [
          entry.configuration.type.displayName,
          entry,
        ]),
      );
    },
    vote: async (value, token, userId) =>
      rest.put(
        `${one}/reviewers/${userId ?? created.body.createdBy.id}`,
        { vote: value },
        token === undefined ? {} : { token },
      ),
    complete: async completionOptions => {
      const { lastMergeSourceCommit } = await read();
      return rest.patch(one, {
        status: 'completed',
        lastMergeSourceCommit,
        ...(completionOptions && { completionOptions }),
      });
    },
  };
}
