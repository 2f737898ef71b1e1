import { RecordResult } from './combineResults';

/** One thing to do next in a run. Stages, phases and jobs are named by their records. */
export type RunStep =
  | { readonly kind: 'openStage'; readonly stage: string }
  | { readonly kind: 'evaluateChecks'; readonly stage: string }
  | { readonly kind: 'startStage'; readonly stage: string }
  | {
      readonly kind: 'endStage';
      readonly stage: string;
      readonly result: RecordResult;
      /** Why, where it is more than the results of the jobs. */
      readonly message?: string;
    }
  | {
      readonly kind: 'startPhase';
      readonly stage: string;
      readonly phase: string;
    }
  | {
      readonly kind: 'endPhase';
      readonly phase: string;
      readonly result: RecordResult;
      readonly message?: string;
    }
  | {
      readonly kind: 'endJob';
      readonly job: string;
      readonly result: RecordResult;
      readonly message?: string;
    }
  | { readonly kind: 'endRun' };
