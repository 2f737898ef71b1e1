/**
 * What the service allows a pipeline.
 * Rule: process/templates, section on imposed limits.
 */
export const compileLimits = {
  /** YAML files that one pipeline may include, itself counted. */
  files: 100,
  /** Templates within templates. */
  templateDepth: 100,
  /** What the expanded pipeline may take up; counted by {@link CompileBudget}. */
  bytes: 20 * 1024 * 1024,
  /** Text of one file: larger ones cannot stay below the limit for memory. */
  fileCharacters: 1024 * 1024,
  /** Sequences and mappings within each other. */
  treeDepth: 50,
} as const;

const bytesPerNode = 64;
const bytesPerCharacter = 2;

/** Thrown where a limit is passed; the message is the one for people. */
export class LimitPassed extends Error {}

/** Adds up what has been read and made, so that a loop in a template ends. */
export class CompileBudget {
  private spent = 0;

  /** @throws LimitPassed */
  spendNode(characters = 0): void {
    this.spent += bytesPerNode + characters * bytesPerCharacter;
    if (this.spent > compileLimits.bytes) {
      throw new LimitPassed('Maximum object size exceeded');
    }
  }
}
