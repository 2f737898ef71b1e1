import type {
  AnswerMessage,
  RequestHandlers,
  RequestMessage,
  Requests,
} from './requests';

/** Answers the parent process until it goes away. */
export function answerRequests<Known extends Requests>(
  handlers: RequestHandlers<Known>,
): void {
  process.on('message', async (message: RequestMessage) => {
    const reply = await answer(handlers, message);
    process.send?.(reply);
  });
  process.on('disconnect', () => process.exit(0));
}

async function answer<Known extends Requests>(
  handlers: RequestHandlers<Known>,
  { id, name, input }: RequestMessage,
): Promise<AnswerMessage> {
  try {
    const result = await handlers[name](input);
    return { id, outcome: 'answered', answer: result };
  } catch (error) {
    return { id, outcome: 'failed', reason: describe(error) };
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const cause =
    error.cause === undefined ? '' : `\ncaused by: ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
