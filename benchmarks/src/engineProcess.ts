import type { LongestChain } from './measurements/lowerBound';
import { answerRequests } from './processes/answerRequests';
import { nameThisMachine } from './processes/nameThisMachine';
import { pushRepository, type Target } from './subjects/engine';
import type { SetUpSize } from './subjects/fullConfiguration';
import {
  measureLongestChain,
  measureCallsAround,
  measureCallsPerKind,
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
  callsAround: {
    readonly input: SetUpInput;
    readonly answer: Pick<SequentialCalls, 'planning' | 'following'>;
  };
  callsPerKind: {
    readonly input: SetUpInput;
    readonly answer: SequentialCalls['perKind'];
  };
  longestChain: {
    readonly input: SetUpInput & Pick<SequentialCalls, 'perKind'>;
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
  callsAround: ({ target, size }) => measureCallsAround(target, size),
  callsPerKind: ({ target, size }) => measureCallsPerKind(target, size),
  longestChain: ({ target, size, perKind }) =>
    measureLongestChain(target, size, perKind),
});
