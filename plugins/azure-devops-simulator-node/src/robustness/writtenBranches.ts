import { GitWorkspace, withToken } from '../testing/GitWorkspace';
import { absent, acknowledged, Session, WrittenThing } from './WrittenThing';

const noObject = '0'.repeat(40);

/** A branch; its value is the message of its newest commit. */
abstract class WrittenBranch extends WrittenThing {
  constructor(
    protected readonly repository: string,
    protected readonly branch: string,
  ) {
    super();
  }

  get name(): string {
    return `${this.repository}/${this.branch}`;
  }

  protected get path(): string {
    return `machine-learning/_apis/git/repositories/${this.repository}`;
  }

  async read({ rest }: Session): Promise<string> {
    const answer = await rest.get(
      `${this.path}/commits?searchCriteria.itemVersion.version=${this.branch}&searchCriteria.$top=1`,
    );
    return answer.status === 404
      ? absent
      : acknowledged(answer, this.name).body.value[0].comment;
  }
}

/** A branch that is written, and sometimes deleted, through REST. */
export class RestBranch extends WrittenBranch {
  #objectId = noObject;

  override async read(session: Session): Promise<string> {
    const { body } = acknowledged(
      await session.rest.get(`${this.path}/refs?filter=heads/${this.branch}`),
      this.name,
    );
    this.#objectId = body.value[0]?.objectId ?? noObject;
    return super.read(session);
  }

  protected async change(
    session: Session,
    current: string,
    announce: (value: string) => void,
  ): Promise<string> {
    const next =
      current !== absent && session.random.chance(0.15)
        ? absent
        : session.fresh();
    announce(next);
    const name = `refs/heads/${this.branch}`;
    const update = { name, oldObjectId: this.#objectId };
    if (next === absent) {
      const { body } = acknowledged(
        await session.rest.post(`${this.path}/refs`, [
          { ...update, newObjectId: noObject },
        ]),
        this.name,
      );
      if (!body.value[0].success) {
        throw new Error(
          `${this.name} was not deleted: ${JSON.stringify(body)}`,
        );
      }
      this.#objectId = noObject;
      return next;
    }
    const change = {
      changeType: current === absent ? 'add' : 'edit',
      item: { path: `/${this.branch}.txt` },
      newContent: { content: next, contentType: 'rawtext' },
    };
    const { body } = acknowledged(
      await session.rest.post(`${this.path}/pushes`, {
        refUpdates: [update],
        commits: [{ comment: next, changes: [change] }],
      }),
      this.name,
    );
    this.#objectId = body.refUpdates[0].newObjectId;
    return next;
  }
}

/** A branch that a git client pushes. */
export class GitBranch extends WrittenBranch {
  #workspace: Promise<GitWorkspace> | undefined;

  protected async change(
    session: Session,
    _current: string,
    announce: (value: string) => void,
  ): Promise<string> {
    this.#workspace ??= GitWorkspace.create();
    const workspace = await this.#workspace;
    const next = session.fresh();
    await workspace.git('commit', '--quiet', '--allow-empty', '-m', next);
    announce(next);
    const url = `${session.url}/contoso/machine-learning/_git/${this.repository}`;
    await workspace.git(
      'push',
      '--quiet',
      '--force',
      withToken(url, session.token),
      `HEAD:refs/heads/${this.branch}`,
    );
    return next;
  }

  async dispose(): Promise<void> {
    await (await this.#workspace)?.remove();
  }
}
