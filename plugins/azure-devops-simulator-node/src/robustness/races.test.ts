import { GitWorkspace, withToken } from '../testing/GitWorkspace';
import { createRepositoryWith } from '../testing/pushFiles';
import { withSimulator } from '../testing/withSimulator';

const racers = 6;
const races = 5;

const gitsOwnWords =
  /\[(remote )?rejected\].*(fetch first|failed to update ref|cannot lock ref|incorrect old value|non-fast-forward)/s;

describe('pushes that race', () => {
  const context = withSimulator();
  const repositories = 'machine-learning/_apis/git/repositories';

  async function pushesTo(repository: string) {
    const { body } = await context.rest.get(
      `${repositories}/${repository}/pushes?searchCriteria.includeRefUpdates=true&$top=1000`,
    );
    return body.value
      .flatMap((push: { refUpdates: object[] }) => push.refUpdates)
      .reverse();
  }

  async function headOf(repository: string): Promise<string> {
    const { body } = await context.rest.get(
      `${repositories}/${repository}/refs?filter=heads/main`,
    );
    return body.value[0].objectId;
  }

  it('are decided by git: one wins each race, the others read its own words', async () => {
    const { url } = await createRepositoryWith(context, 'raced', {
      'README.md': 'Start\n',
    });
    const address = withToken(url, context.simulator.token);
    const workspaces = await Promise.all(
      Array.from({ length: racers }, () => GitWorkspace.clone(address)),
    );
    for (let race = 0; race < races; race++) {
      const outcomes = await Promise.all(
        workspaces.map(async (workspace, racer) => {
          await workspace.git('fetch', '--quiet', 'origin');
          await workspace.git('reset', '--quiet', '--hard', 'origin/main');
          await workspace.write(`file-${racer}.txt`, `race ${race}\n`);
          const commit = await workspace.commit(`Race ${race}, ${racer}`);
          return { workspace, commit };
        }),
      ).then(ready =>
        Promise.all(
          ready.map(({ workspace, commit }) =>
            workspace.git('push', '--quiet', 'origin', 'main').then(
              () => ({ commit, refusal: undefined }),
              error => ({ commit, refusal: String(error) }),
            ),
          ),
        ),
      );
      const winners = outcomes.filter(({ refusal }) => refusal === undefined);
      expect(winners).toHaveLength(1);
      expect(await headOf('raced')).toBe(winners[0].commit);
      const refusals = outcomes.flatMap(({ refusal }) => refusal ?? []);
      expect(refusals).toHaveLength(racers - 1);
      expect(refusals.filter(text => !gitsOwnWords.test(text))).toEqual([]);
    }
    await Promise.all(workspaces.map(workspace => workspace.remove()));
    const pushes = await pushesTo('raced');
    expect(pushes).toHaveLength(races + 1);
    pushes.slice(1).forEach((push: object, index: number) => {
      expect(push).toMatchObject({ oldObjectId: pushes[index].newObjectId });
    });
  }, 240_000);

  function pushByRest(head: string, race: number, racer: number) {
    return context.rest.post(`${repositories}/raced-by-rest/pushes`, {
      refUpdates: [{ name: 'refs/heads/main', oldObjectId: head }],
      commits: [
        {
          comment: `Race ${race}, ${racer}`,
          changes: [
            {
              changeType: 'add',
              item: { path: `/race-${race}-${racer}.txt` },
              newContent: { content: 'x', contentType: 'rawtext' },
            },
          ],
        },
      ],
    });
  }

  it('through REST are decided by the old object id: one wins, the others are stale', async () => {
    const { commit } = await createRepositoryWith(context, 'raced-by-rest', {
      'README.md': 'Start\n',
    });
    let head = commit;
    for (let race = 0; race < races; race++) {
      const old = head;
      const answers = await Promise.all(
        Array.from({ length: racers }, (_, racer) =>
          pushByRest(old, race, racer),
        ),
      );
      const winners = answers.filter(({ status }) => status === 201);
      expect(winners).toHaveLength(1);
      const losers = answers.filter(({ status }) => status !== 201);
      expect(new Set(losers.map(({ body }) => body.typeKey))).toEqual(
        new Set(['GitReferenceStaleException']),
      );
      head = winners[0].body.refUpdates[0].newObjectId;
      expect(await headOf('raced-by-rest')).toBe(head);
    }
  }, 240_000);
});
