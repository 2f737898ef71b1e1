import { startSimulator } from '../startSimulator';

/** What the parent tells this process: start on this folder. */
export interface StartMessage {
  readonly dataDirectory: string;
}

/** What this process answers, and what it says when it is ready to start. */
export type ProcessMessage =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'started'; readonly url: string; readonly token: string }
  | { readonly kind: 'failed'; readonly reason: string };

const tell = (message: ProcessMessage) => process.send?.(message);

process.once('disconnect', () => process.exit(0));
process.once('message', async ({ dataDirectory }: StartMessage) => {
  try {
    const { url, token } = await startSimulator({
      dataDirectory,
      onError: error => {
        process.stderr.write(
          `${error instanceof Error ? error.stack : String(error)}\n`,
        );
      },
    });
    tell({ kind: 'started', url, token });
  } catch (error) {
    const reason =
      error instanceof Error ? error.stack ?? error.message : String(error);
    tell({ kind: 'failed', reason });
  }
});
tell({ kind: 'loaded' });
