import { answerRequests } from './processes/answerRequests';
import { nameThisMachine } from './processes/nameThisMachine';
import {
  observeCommonPart,
  prepareEnvironment,
  runOwnActions,
  runPublishedActions,
  type CommonPart,
} from './subjects/commonPart';
import { withPipelineFiles, type Target } from './subjects/engine';
import { ScaffolderActions } from './subjects/ScaffolderActions';

/** Whose actions do the common part. */
export type Side = 'own' | 'published';

/** What the process of the actions can be asked for. */
export type ActionsRequests = {
  prepareEnvironment: { readonly input: Target; readonly answer: string };
  /** @returns milliseconds */
  commonPart: {
    readonly input: CommonPart & { readonly side: Side };
    readonly answer: number;
  };
  observe: {
    readonly input: { readonly target: Target; readonly environmentId: string };
    readonly answer: Awaited<ReturnType<typeof observeCommonPart>>;
  };
};

const run = { own: runOwnActions, published: runPublishedActions };

nameThisMachine();
answerRequests<ActionsRequests>({
  prepareEnvironment,
  commonPart: ({ side, ...part }) =>
    withPipelineFiles(part.pipelines, async directory => {
      const actions = await ScaffolderActions.load(part.target, directory);
      const started = performance.now();
      await run[side](actions, part);
      return performance.now() - started;
    }),
  observe: ({ target, environmentId }) =>
    observeCommonPart(target, environmentId),
});
