/** A push that git may have carried out, and that is not recorded yet. */
export interface PushInProgress {
  /** Resolves when it is in order, or when no push that is still to be recorded can bring it in order. */
  untilInOrder(isInOrder: () => boolean): Promise<void>;
  /** To be called in any case, recorded or not. */
  end(): void;
}

interface Entry {
  isWaiting: boolean;
  wake?: () => void;
}

/**
 * Pushes under way, so that they are recorded in the order in which git took
 * them: git moves a branch twice faster than the first move is written down.
 */
export class PushesInProgress {
  readonly #byRepository = new Map<string, Set<Entry>>();

  begin(repositoryId: string): PushInProgress {
    const entries = this.#byRepository.get(repositoryId) ?? new Set<Entry>();
    this.#byRepository.set(repositoryId, entries);
    const own: Entry = { isWaiting: false };
    entries.add(own);
    return {
      untilInOrder: async isInOrder => {
        while (!isInOrder()) {
          own.isWaiting = true;
          if ([...entries].every(({ isWaiting }) => isWaiting)) {
            return; // all wait for each other, or for what happened outside the simulator
          }
          await new Promise<void>(resolve => {
            own.wake = resolve;
          });
        }
        own.isWaiting = false;
      },
      end: () => {
        entries.delete(own);
        if (
          entries.size === 0 &&
          this.#byRepository.get(repositoryId) === entries
        ) {
          this.#byRepository.delete(repositoryId);
        }
        entries.forEach(entry => entry.wake?.());
      },
    };
  }
}
