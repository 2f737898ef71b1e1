const component = /^\d{1,10}$/;
const largest = 2_147_483_647;

/**
 * A version of two to four components, as `1.2.3`.
 *
 * A component that is left out is smaller than zero: 1.2 comes before 1.2.0.
 * Source: the sections "Version" and "Type casting" of
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */
export class Version {
  readonly components: readonly number[];

  private constructor(components: readonly number[]) {
    this.components = components;
  }

  /** @returns undefined if the text is no version. */
  static parse(text: string): Version | undefined {
    const parts = text.split('.', 5);
    const isVersion =
      parts.length >= 2 &&
      parts.length <= 4 &&
      parts.every(part => component.test(part) && Number(part) <= largest);
    return isVersion ? new Version(parts.map(Number)) : undefined;
  }

  /** Negative, zero or positive, as this version is before, equal to or after the other. */
  compareTo(other: Version): number {
    for (let index = 0; index < 4; index++) {
      const difference =
        (this.components[index] ?? -1) - (other.components[index] ?? -1);
      if (difference !== 0) {
        return difference;
      }
    }
    return 0;
  }

  toString(): string {
    return this.components.join('.');
  }
}
