/** The requests that one process answers for another: name to input and answer. */
export type Requests = Readonly<
  Record<string, { readonly input: unknown; readonly answer: unknown }>
>;

/** One handler for each request. */
export type RequestHandlers<Known extends Requests> = {
  readonly [Name in keyof Known]: (
    input: Known[Name]['input'],
  ) => Promise<Known[Name]['answer']>;
};

/** What goes to the other process. */
export interface RequestMessage {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** What comes back. */
export type AnswerMessage = { readonly id: number } & (
  | { readonly outcome: 'answered'; readonly answer: unknown }
  | { readonly outcome: 'failed'; readonly reason: string }
);
