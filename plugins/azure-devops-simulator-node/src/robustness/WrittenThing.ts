import { RestClient } from '../testing/RestClient';
import { SeededRandom } from './SeededRandom';

/** How a thing reaches the simulator that runs at the moment. */
export interface Session {
  readonly url: string;
  readonly token: string;
  readonly rest: RestClient;
  readonly random: SeededRandom;
  /** A value that nothing has had before. */
  fresh(): string;
  isOver(): boolean;
}

/** The value of something that is not there. */
export const absent = 'absent';

/** Something that is written again and again; its value must be the last one that was acknowledged, or a later one. */
export abstract class WrittenThing {
  abstract readonly name: string;
  /** Acknowledged, then all that were asked for and may have been written. */
  #possible: readonly string[] = [absent];

  /** The value that the simulator gives now. */
  abstract read(session: Session): Promise<string>;

  /** Writes another value. Announces it first; throws if the write is not acknowledged. */
  protected abstract change(
    session: Session,
    current: string,
    announce: (value: string) => void,
  ): Promise<string>;

  async writeUntilOver(session: Session): Promise<number> {
    let count = 0;
    while (!session.isOver()) {
      try {
        const value = await this.change(session, this.#possible[0], next => {
          this.#possible = [...this.#possible, next];
        });
        this.#possible = [value];
        count++;
      } catch (error) {
        if (!session.isOver()) {
          throw error;
        }
      }
    }
    return count;
  }

  /** Throws unless the simulator has kept what it acknowledged. */
  async verify(session: Session): Promise<void> {
    const found = await this.read(session);
    if (!this.#possible.includes(found)) {
      throw new Error(
        `${this.name} is '${found}'; expected one of: ${this.#possible.join(
          ', ',
        )} (the first one was acknowledged).`,
      );
    }
    this.#possible = [found];
  }
}

/** The answer to a write that has to succeed. */
export function acknowledged<
  Answer extends { readonly status: number; readonly text: string },
>(answer: Answer, what: string): Answer {
  if (answer.status < 200 || answer.status >= 300 || answer.status === 203) {
    throw new Error(
      `${what} was answered with ${answer.status}: ${answer.text}`,
    );
  }
  return answer;
}
