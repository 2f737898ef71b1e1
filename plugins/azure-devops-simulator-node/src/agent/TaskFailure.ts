/** Something that a step reports and fails with. */
export class TaskFailure extends Error {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'TaskFailure';
  }
}
