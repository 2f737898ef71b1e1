import type { LongestChain } from './measurements/lowerBound';
import { answerRequests } from './processes/answerRequests';
import { nameThisMachine } from './processes/nameThisMachine';
import { pushRepository, type Target } from './subjects/engine';
import type { SetUpSize } from './subjects/fullConfiguration';
import {
  measureLongestChain,
  measureSequentialCalls,
  measureSetUp,
  type SequentialCalls,
  type SetUpMeasurement,
} from './subjects/measureSetUp';
import {
  measureMemory,
  type MemoryMeasurement,
} from './subjects/measureMemory';

interface SetUpInput {
  readonly target: Target;
  readonly size: SetUpSize;
}

/** What the process of the engine can be asked for. */
export type EngineRequests = {
  pushRepository: { readonly input: SetUpInput; readonly answer: undefined };
  setUp: { readonly input: SetUpInput; readonly answer: SetUpMeasurement };
  memory: { readonly input: SetUpInput; readonly answer: MemoryMeasurement };
  sequentialCalls: {
    readonly input: SetUpInput;
    readonly answer: SequentialCalls;
  };
  longestChain: {
    readonly input: SetUpInput & { readonly sequentialCalls: SequentialCalls };
    readonly answer: LongestChain;
  };
};

nameThisMachine();
answerRequests<EngineRequests>({
  async pushRepository({ target, size }) {
    await pushRepository(target, size.pipelines);
    return undefined;
  },
  setUp: ({ target, size }) => measureSetUp(target, size),
  memory: ({ target, size }) => measureMemory(target, size),
  sequentialCalls: ({ target, size }) => measureSequentialCalls(target, size),
  longestChain: ({ target, size, sequentialCalls }) =>
    measureLongestChain(target, size, sequentialCalls),
});
