import { Json } from '../testing/RestClient';
import { absent, acknowledged, Session, WrittenThing } from './WrittenThing';

/** A thing of the REST API that is created, changed and deleted. */
abstract class WrittenResource extends WrittenThing {
  protected abstract readonly path: string;
  protected abstract body(value: string, id?: string): unknown;
  protected abstract valueIn(found: Json): string;
  protected abstract isOwn(found: Json): boolean;
  protected readonly changeMethod: string = 'PUT';
  #id: string | undefined;

  override async read(session: Session): Promise<string> {
    const { body } = acknowledged(
      await session.rest.get(this.path),
      `The list of ${this.path}`,
    );
    const own = body.value.filter((candidate: Json) => this.isOwn(candidate));
    if (own.length > 1) {
      throw new Error(`${this.name} is there ${own.length} times.`);
    }
    this.#id = own[0] && String(own[0].id);
    return own[0] ? this.valueIn(own[0]) : absent;
  }

  protected async change(
    session: Session,
    current: string,
    announce: (value: string) => void,
  ): Promise<string> {
    const next =
      current !== absent && session.random.chance(0.3)
        ? absent
        : session.fresh();
    announce(next);
    acknowledged(await this.#send(session, current, next), this.name);
    return next;
  }

  async #send(session: Session, current: string, next: string) {
    const one = `${this.path}/${this.#id}`;
    if (next === absent) {
      return session.rest.delete(one);
    }
    if (current !== absent) {
      return session.rest.call(one, {
        method: this.changeMethod,
        body: this.body(next, this.#id),
      });
    }
    const answer = await session.rest.post(this.path, this.body(next));
    this.#id = answer.body && String(answer.body.id);
    return answer;
  }
}

/** An environment; its value is the description. */
export class WrittenEnvironment extends WrittenResource {
  protected readonly path =
    'machine-learning/_apis/distributedtask/environments';
  protected override readonly changeMethod = 'PATCH';

  constructor(readonly name: string) {
    super();
  }

  protected isOwn(found: Json): boolean {
    return found.name === this.name;
  }

  protected body(value: string) {
    return { name: this.name, description: value };
  }

  protected valueIn(found: Json): string {
    return found.description;
  }
}

/** A variable group; its value is that of a variable. */
export class WrittenVariableGroup extends WrittenResource {
  protected readonly path =
    'machine-learning/_apis/distributedtask/variablegroups';

  constructor(readonly name: string, private readonly projectId: string) {
    super();
  }

  protected isOwn(found: Json): boolean {
    return found.name === this.name;
  }

  protected body(value: string) {
    return {
      name: this.name,
      type: 'Vsts',
      variables: { value: { value } },
      variableGroupProjectReferences: [
        {
          name: this.name,
          projectReference: { id: this.projectId, name: 'machine-learning' },
        },
      ],
    };
  }

  protected valueIn(found: Json): string {
    return found.variables.value.value;
  }
}

/** A repository; its value is its name, so a change renames it. */
export class WrittenRepository extends WrittenResource {
  protected readonly path = 'machine-learning/_apis/git/repositories';
  protected override readonly changeMethod = 'PATCH';

  constructor(readonly name: string) {
    super();
  }

  protected isOwn(found: Json): boolean {
    return found.name.startsWith(`${this.name}-`);
  }

  protected body(value: string) {
    return { name: `${this.name}-${value}` };
  }

  protected valueIn(found: Json): string {
    return found.name.slice(this.name.length + 1);
  }
}

/** A project, made in the background; its value is the description. */
export class WrittenProject extends WrittenThing {
  #id: string | undefined;

  constructor(readonly name: string) {
    super();
  }

  override async read({ rest }: Session): Promise<string> {
    const { body } = acknowledged(
      await rest.get('_apis/projects?stateFilter=all'),
      'The list of projects',
    );
    const own = body.value.find(
      (candidate: Json) => candidate.name === this.name,
    );
    this.#id = own?.id;
    if (own?.state === 'wellFormed') {
      const queues = await rest.get(`${this.#id}/_apis/distributedtask/queues`);
      if (queues.body?.count !== 2) {
        throw new Error(`${this.name} is half made: ${queues.text}`);
      }
    }
    return own ? own.state : absent;
  }

  protected async change(
    { rest }: Session,
    current: string,
    announce: (value: string) => void,
  ): Promise<string> {
    if (current === 'wellFormed') {
      announce(absent);
      acknowledged(await rest.delete(`_apis/projects/${this.#id}`), this.name);
      return absent;
    }
    if (current === absent) {
      announce('createPending');
      const capabilities = {};
      acknowledged(
        await rest.post('_apis/projects', { name: this.name, capabilities }),
        this.name,
      );
      return 'createPending';
    }
    announce('wellFormed');
    let state = current;
    // Every look moves the creation on, and shows the state before.
    while (state !== 'wellFormed') {
      const { body } = acknowledged(
        await rest.get(`_apis/projects/${this.name}`),
        this.name,
      );
      this.#id = body.id;
      state = body.state;
    }
    return state;
  }
}
