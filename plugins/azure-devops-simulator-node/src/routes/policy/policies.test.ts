import { createRepositoryWith } from '../../testing/pushFiles';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';
import { policyTypes } from './policyTypes';

const configurations = 'machine-learning/_apis/policy/configurations';
const noId = '00000000-0000-0000-0000-000000000000';

describe('policies', () => {
  const context = withSimulator();
  let repositoryId: string;
  let otherId: string;
  let pipelineId: number;
  let reviewerId: string;

  const branch = (more: Readonly<Record<string, unknown>> = {}) => ({
    repositoryId,
    refName: 'refs/heads/main',
    matchKind: 'exact',
    ...more,
  });

  const policy = (
    type: { readonly id: string },
    settings: Readonly<Record<string, unknown>>,
  ) => ({
    type: { id: type.id },
    isEnabled: true,
    isBlocking: true,
    settings: { scope: [branch()], ...settings },
  });

  const create = async (
    type: { readonly id: string },
    settings: Readonly<Record<string, unknown>>,
  ): Promise<Json> => {
    const answer = await context.rest.post(
      configurations,
      policy(type, settings),
    );
    expect(answer.status).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    const { rest } = context;
    repositoryId = (
      await createRepositoryWith(context, 'churn', { 'ci.yml': 'steps: []' })
    ).id;
    otherId = (
      await rest.post('machine-learning/_apis/git/repositories', {
        name: 'other',
      })
    ).body.id;
    pipelineId = (
      await rest.post('machine-learning/_apis/build/definitions', {
        name: 'ci',
        process: { yamlFilename: 'ci.yml' },
        repository: { id: repositoryId, type: 'TfsGit' },
      })
    ).body.id;
    reviewerId = (
      await rest.get(
        '_apis/identities?searchFilter=General&filterValue=ari.approver@contoso.example',
      )
    ).body.value[0].id;
  });

  it('creates, changes and deletes one, with a revision for each step', async () => {
    const created = await create(policyTypes.minimumReviewers, {
      minimumApproverCount: 2,
      creatorVoteCounts: false,
    });
    expect(created).toMatchObject({
      isEnabled: true,
      isBlocking: true,
      isDeleted: false,
      revision: 1,
      type: {
        id: policyTypes.minimumReviewers.id,
        displayName: 'Minimum number of reviewers',
      },
      settings: {
        minimumApproverCount: 2,
        creatorVoteCounts: false,
        scope: [
          { repositoryId, refName: 'refs/heads/main', matchKind: 'Exact' },
        ],
      },
    });
    const one = `${configurations}/${created.id}`;
    const changed = await context.rest.put(one, {
      ...created,
      isBlocking: false,
    });
    expect(changed.body).toMatchObject({ isBlocking: false, revision: 2 });
    expect((await context.rest.delete(one)).status).toBe(204);
    expect((await context.rest.get(configurations)).body.count).toBe(0);
    expect((await context.rest.get(one)).body.isDeleted).toBe(true);
    expect((await context.rest.delete(one)).status).toBe(404);
    const revisions = await context.rest.get(`${one}/revisions`);
    expect(revisions.body.value.map((entry: Json) => entry.revision)).toEqual([
      3, 2, 1,
    ]);
    const first = await context.rest.get(`${one}/revisions/1`);
    expect(first.body.isBlocking).toBe(true);
  });

  it('leaves out the merge strategies that are not allowed', async () => {
    const created = await create(policyTypes.mergeStrategy, {
      allowSquash: true,
      allowRebase: false,
      allowNoFastForward: false,
    });
    expect(created.settings).toEqual({
      allowSquash: true,
      scope: [{ repositoryId, refName: 'refs/heads/main', matchKind: 'Exact' }],
    });
    await context.rest.delete(`${configurations}/${created.id}`);
  });

  it('describes every type', async () => {
    const types = 'machine-learning/_apis/policy/types';
    const listed = await context.rest.get(types);
    expect(listed.body.count).toBe(Object.keys(policyTypes).length);
    for (const type of listed.body.value) {
      const one = await context.rest.get(`${types}/${type.id}`);
      expect(one.body).toEqual(type);
    }
  });

  const valid = (): Readonly<
    Record<keyof typeof policyTypes, Readonly<Record<string, unknown>>>
  > => ({
    minimumReviewers: { minimumApproverCount: 1 },
    buildValidation: { buildDefinitionId: pipelineId, validDuration: 720 },
    commentRequirements: {},
    workItemLinking: {},
    requiredReviewers: { requiredReviewerIds: [reviewerId] },
    mergeStrategy: { allowRebase: true },
    status: { statusName: 'data-quality', statusGenre: 'ml' },
    pathLength: { maxPathLength: 248 },
    reservedNames: {},
    fileSize: { maximumGitBlobSizeInBytes: 10485760 },
    authorEmail: { authorEmailPatterns: ['*@contoso.example'] },
    repositorySettings: { enforceConsistentCase: true },
  });

  it.each(Object.keys(policyTypes) as (keyof typeof policyTypes)[])(
    'accepts a policy of the type %s',
    async name => {
      const settings = valid()[name];
      const created = await create(policyTypes[name], settings);
      expect(created.settings).toMatchObject(settings);
      await context.rest.delete(`${configurations}/${created.id}`);
    },
  );

  it.each<
    [string, keyof typeof policyTypes, () => Readonly<Record<string, unknown>>]
  >([
    ['no reviewer', 'minimumReviewers', () => ({ minimumApproverCount: 0 })],
    [
      'an unknown pipeline',
      'buildValidation',
      () => ({ buildDefinitionId: 4711 }),
    ],
    ['nobody', 'requiredReviewers', () => ({ requiredReviewerIds: [] })],
    [
      'an unknown reviewer',
      'requiredReviewers',
      () => ({ requiredReviewerIds: [noId] }),
    ],
    ['no way to merge', 'mergeStrategy', () => ({ allowSquash: false })],
    ['no status name', 'status', () => ({ statusName: ' ' })],
    ['no length', 'pathLength', () => ({})],
    ['no size', 'fileSize', () => ({ maximumGitBlobSizeInBytes: 0 })],
    ['no pattern', 'authorEmail', () => ({ authorEmailPatterns: [] })],
    ['no scope', 'commentRequirements', () => ({ scope: [] })],
    [
      'an unknown repository',
      'commentRequirements',
      () => ({ scope: [branch({ repositoryId: noId })] }),
    ],
    [
      'a short branch name',
      'commentRequirements',
      () => ({ scope: [branch({ refName: 'main' })] }),
    ],
    [
      'an unknown way to match',
      'commentRequirements',
      () => ({ scope: [branch({ matchKind: 'regex' })] }),
    ],
  ])('refuses a policy with %s', async (_, type, settings) => {
    const answer = await context.rest.post(
      configurations,
      policy(policyTypes[type], settings()),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('TF402457');
    expect((await context.rest.get(configurations)).body.count).toBe(0);
  });

  it('refuses an unknown type, and a change of the type', async () => {
    const unknown = await context.rest.post(
      configurations,
      policy({ id: noId }, {}),
    );
    expect(unknown.status).toBe(404);
    const created = await create(policyTypes.workItemLinking, {});
    const one = `${configurations}/${created.id}`;
    const changed = await context.rest.put(
      one,
      policy(policyTypes.commentRequirements, {}),
    );
    expect(changed.status).toBe(400);
    await context.rest.delete(one);
  });

  describe('filters', () => {
    const idsOf = (answer: Json): readonly number[] =>
      answer.body.value.map((entry: Json) => entry.id);
    let exact: number;
    let prefix: number;
    let inDefault: number;
    let everywhere: number;
    let size: number;

    beforeAll(async () => {
      const scoped = async (more: Readonly<Record<string, unknown>>) =>
        (
          await create(policyTypes.commentRequirements, {
            scope: [branch(more)],
          })
        ).id;
      exact = await scoped({});
      prefix = await scoped({
        refName: 'refs/heads/release/',
        matchKind: 'prefix',
      });
      inDefault = await scoped({ matchKind: 'DefaultBranch' });
      everywhere = await scoped({ repositoryId: null });
      size = (
        await create(policyTypes.fileSize, {
          maximumGitBlobSizeInBytes: 1,
          scope: [{ repositoryId }],
        })
      ).id;
    });

    it('by type and page', async () => {
      const sizes = await context.rest.get(
        `${configurations}?policyType=${policyTypes.fileSize.id}`,
      );
      expect(idsOf(sizes)).toEqual([size]);
      const first = await context.rest.get(`${configurations}?$top=2`);
      expect(idsOf(first)).toEqual([exact, prefix]);
      const token = first.headers.get('x-ms-continuationtoken');
      const rest = await context.rest.get(
        `${configurations}?continuationToken=${token}`,
      );
      expect(idsOf(rest)).toEqual([inDefault, everywhere, size]);
    });

    it('by the scope in both spellings of the id', async () => {
      for (const id of [repositoryId, repositoryId.replace(/-/g, '')]) {
        const scope = encodeURIComponent(`${id}:refs/heads/main`);
        const found = await context.rest.get(
          `${configurations}?scope=${scope}`,
        );
        expect(idsOf(found)).toEqual([exact, inDefault, everywhere, size]);
      }
    });

    it.each<[string, () => string, () => readonly number[]]>([
      [
        'the default branch',
        () => `repositoryId=${repositoryId}&refName=refs/heads/main`,
        () => [exact, inDefault, everywhere, size],
      ],
      [
        'a branch below a prefix',
        () => `repositoryId=${repositoryId}&refName=refs/heads/release/1`,
        () => [prefix, size],
      ],
      [
        'a branch of another repository',
        () => `repositoryId=${otherId}&refName=refs/heads/main`,
        () => [everywhere],
      ],
      ['a repository', () => `repositoryId=${repositoryId}`, () => [size]],
    ])('by what holds for %s', async (_, query, expected) => {
      const found = await context.rest.get(
        `machine-learning/_apis/git/policy/configurations?${query()}`,
      );
      expect(idsOf(found)).toEqual(expected());
    });
  });
});
