import { StepContext } from './StepContext';

/** A step as the agent carries it out; `$(…)` are not expanded yet. */
export interface PlannedStep {
  readonly recordId: string;
  readonly displayName: string;
  /** Name in `outputs['name.variable']`. */
  readonly referenceName: string;
  readonly enabled: boolean;
  readonly condition?: string;
  readonly continueOnError: boolean | string;
  /** 0 for no limit. */
  readonly timeoutInMinutes: number | string;
  readonly retryCountOnTaskFailure: number | string;
  readonly environment: Readonly<Record<string, string>>;
  /** @throws TaskFailure if the step has failed. */
  run(context: StepContext): Promise<void>;
}

/** A step of the agent's own. */
export function ownStep(
  step: Pick<PlannedStep, 'recordId' | 'displayName' | 'run'> & {
    readonly condition?: string;
    readonly environment?: Readonly<Record<string, string>>;
  },
): PlannedStep {
  return {
    referenceName: '',
    enabled: true,
    continueOnError: false,
    timeoutInMinutes: 0,
    retryCountOnTaskFailure: 0,
    environment: {},
    ...step,
  };
}
