/** One line of a push: which reference goes from where to where. */
export interface PushCommand {
  readonly name: string;
  readonly oldObjectId: string;
  readonly newObjectId: string;
}

const command = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([^\0\n]+)/;

/**
 * Collects the commands at the head of a receive-pack request while its bytes
 * stream by: packet lines up to the first flush packet.
 */
export class PushCommandReader {
  #pending = Buffer.alloc(0);
  #done = false;
  readonly #commands: PushCommand[] = [];

  get commands(): readonly PushCommand[] {
    return this.#commands;
  }

  read(chunk: Buffer): void {
    if (this.#done) {
      return;
    }
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (!this.#done && this.#pending.length >= 4) {
      const length = Number.parseInt(
        this.#pending.toString('latin1', 0, 4),
        16,
      );
      if (!Number.isInteger(length) || length < 4) {
        // A flush packet (0000), or something that git itself will refuse.
        this.#finish();
      } else if (this.#pending.length < length) {
        return;
      } else {
        this.#take(this.#pending.toString('utf8', 4, length));
        this.#pending = this.#pending.subarray(length);
      }
    }
  }

  #take(line: string): void {
    const match = command.exec(line);
    if (match) {
      this.#commands.push({
        oldObjectId: match[1],
        newObjectId: match[2],
        name: match[3],
      });
    }
  }

  #finish(): void {
    this.#done = true;
    this.#pending = Buffer.alloc(0);
  }
}
