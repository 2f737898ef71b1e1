import { SimulatorEnvironment } from '../../server/Environment';
import {
  CheckCategory,
  CheckRunRecord,
  CheckRunStatus,
  CheckSuiteRecord,
} from '../../store/RunRecords';
import { RecordResult } from '../combineResults';
import { isCancelling, RunState, StageState, suiteOf } from '../RunState';
import { Timeline } from '../Timeline';
import { endApproval, openApproval } from './approvals';
import { putSuite } from './checkSuites';
import { judgeCheck } from './judgeCheck';
import { Verdict } from './Verdict';

type Basis = Omit<SimulatorEnvironment, 'runs'>;

const categories: readonly CheckCategory[] = [
  'authorization',
  'static',
  'preApproval',
  'dynamic',
  'postApproval',
  'lock',
];

const recordTypes = {
  approval: 'Checkpoint.Approval',
  authorization: 'Checkpoint.Authorization',
  exclusiveLock: 'Checkpoint.ExclusiveLock',
  extendsCheck: 'Checkpoint.ExtendsCheck',
  taskCheck: 'Checkpoint.TaskCheck',
} as const;

const results: Readonly<Partial<Record<CheckRunStatus, RecordResult>>> = {
  approved: 'succeeded',
  rejected: 'failed',
  timedOut: 'failed',
  canceled: 'canceled',
};

const isFinal = ({ status }: CheckRunRecord) =>
  status !== 'queued' && status !== 'running';

const aborted =
  'Check aborted. This could be because the run was canceled or another check on the stage failed.';

class StageEvaluation {
  readonly #environment: Basis;
  readonly #state: RunState;
  readonly #stage: StageState;
  readonly #timeline: Timeline;

  constructor(environment: Basis, state: RunState, stage: StageState) {
    this.#environment = environment;
    this.#state = state;
    this.#stage = stage;
    this.#timeline = new Timeline(environment, state.build.id);
  }

  /** Looks at each category once all before it have passed. */
  evaluate(suite: CheckSuiteRecord): CheckSuiteRecord {
    let runs = suite.checkRuns;
    for (const category of categories) {
      runs = this.#evaluateCategory(runs, category, suite.id);
      const own = runs.filter(run => run.category === category);
      if (own.some(({ status }) => status !== 'approved')) {
        break;
      }
    }
    return this.#close({ ...suite, checkRuns: runs });
  }

  /** Ends whatever still waits. */
  cancel(suite: CheckSuiteRecord): CheckSuiteRecord {
    return this.#close({
      ...suite,
      checkRuns: suite.checkRuns.map(run =>
        isFinal(run)
          ? run
          : this.#end(run, { status: 'canceled', message: aborted }),
      ),
    });
  }

  #evaluateCategory(
    runs: readonly CheckRunRecord[],
    category: CheckCategory,
    suiteId: string,
  ): readonly CheckRunRecord[] {
    let isBlocked = false;
    return runs.map(run => {
      // Locks are taken one after the other, so that two runs never wait for each other.
      if (run.category !== category || isBlocked) {
        return run;
      }
      const next = this.#evaluateRun(run, suiteId);
      isBlocked = category === 'lock' && next.status !== 'approved';
      return next;
    });
  }

  #evaluateRun(run: CheckRunRecord, suiteId: string): CheckRunRecord {
    // Business hours that are over before the stage has started count no more.
    const isWithdrawable =
      run.kind === 'taskCheck' &&
      run.category === 'dynamic' &&
      run.status === 'approved';
    if (isFinal(run) && !isWithdrawable) {
      return run;
    }
    const current = run.status === 'queued' ? this.#begin(run, suiteId) : run;
    const verdict = this.#judge(current);
    if (verdict.status === 'running') {
      if (isFinal(current) && current.recordId !== undefined) {
        this.#timeline.start(current.recordId, {
          result: undefined,
          finishTime: undefined,
        });
      }
      return { ...current, status: 'running', message: verdict.message };
    }
    return isFinal(current) && verdict.status === current.status
      ? current
      : this.#end(current, verdict);
  }

  #judge(run: CheckRunRecord): Verdict {
    const verdict = judgeCheck(this.#environment, {
      state: this.#state,
      stage: this.#stage,
      run,
    });
    const age = this.#environment.now().getTime() - Date.parse(run.createdDate);
    return verdict.status === 'running' && age >= run.timeoutMinutes * 60_000
      ? {
          status: 'timedOut',
          message: `The check was not passed within ${run.timeoutMinutes} minutes.`,
        }
      : verdict;
  }

  #begin(run: CheckRunRecord, suiteId: string): CheckRunRecord {
    const record = this.#timeline.add({
      type: recordTypes[run.kind],
      parentId: suiteId,
      name: recordTypes[run.kind],
      identifier: `${this.#stage.record.identifier}.Checkpoint.${run.id}`,
      refName: recordTypes[run.kind],
      order: 1,
      attempt: this.#stage.record.attempt,
    });
    this.#timeline.start(record.id);
    const check =
      run.checkId === undefined
        ? undefined
        : this.#environment.store.get('check', run.checkId);
    const begun: CheckRunRecord = {
      ...run,
      status: 'running',
      createdDate: this.#environment.now().toISOString(),
      recordId: record.id,
    };
    if (run.kind !== 'approval' || !check) {
      return begun;
    }
    // Clients find the approval of a stage by the id of this record.
    const approval = openApproval(this.#environment, {
      state: this.#state,
      stage: this.#stage.record.refName,
      check,
      id: record.id,
    });
    return { ...begun, approvalId: approval.id };
  }

  #end(run: CheckRunRecord, verdict: Verdict): CheckRunRecord {
    const { status, message } = verdict;
    if (
      run.approvalId !== undefined &&
      (status === 'timedOut' || status === 'canceled')
    ) {
      endApproval(this.#environment, run.approvalId, status);
    }
    if (run.recordId !== undefined) {
      this.#timeline.end(
        run.recordId,
        results[status] ?? 'failed',
        status === 'approved' ? undefined : message,
      );
    }
    return {
      ...run,
      status,
      message,
      completedDate: this.#environment.now().toISOString(),
    };
  }

  /** The whole from its parts; the first that speaks against it ends it. */
  #close(suite: CheckSuiteRecord): CheckSuiteRecord {
    const bad = suite.checkRuns.find(
      run => isFinal(run) && run.status !== 'approved',
    );
    if (!bad) {
      const isPassed = suite.checkRuns.every(
        ({ status }) => status === 'approved',
      );
      return isPassed ? this.#finish(suite, 'approved', '') : suite;
    }
    // An approval that nobody gave in time leaves the stage out; other checks fail it.
    const status =
      bad.status === 'timedOut' && bad.kind !== 'approval'
        ? 'rejected'
        : bad.status;
    const checkRuns = suite.checkRuns.map(run =>
      isFinal(run)
        ? run
        : this.#end(run, { status: 'canceled', message: aborted }),
    );
    return this.#finish({ ...suite, checkRuns }, status, bad.message);
  }

  #finish(
    suite: CheckSuiteRecord,
    status: CheckRunStatus,
    message: string,
  ): CheckSuiteRecord {
    this.#timeline.end(suite.id, results[status] ?? 'failed');
    return {
      ...suite,
      status,
      message,
      completedDate: this.#environment.now().toISOString(),
    };
  }
}

/**
 * Looks at the checks of a stage again.
 *
 * @returns false if nothing has changed by it.
 */
export function evaluateChecks(
  environment: Basis,
  state: RunState,
  stage: StageState,
): boolean {
  const suite = suiteOf(state, stage.record);
  if (!suite) {
    return false;
  }
  const evaluation = new StageEvaluation(environment, state, stage);
  const next = isCancelling(state, stage.record)
    ? evaluation.cancel(suite)
    : evaluation.evaluate(suite);
  if (JSON.stringify(next) === JSON.stringify(suite)) {
    return false;
  }
  putSuite(environment, next);
  return true;
}
