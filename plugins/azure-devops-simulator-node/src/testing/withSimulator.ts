import { Simulator, SimulatorOptions, startSimulator } from '../startSimulator';
import { RestClient } from './RestClient';

export interface SimulatorUnderTest {
  readonly simulator: Simulator;
  readonly rest: RestClient;
}

/** Starts a simulator before the tests of a block and stops it after them. */
export function withSimulator(
  options: SimulatorOptions = {},
): SimulatorUnderTest {
  let simulator: Simulator;
  let rest: RestClient;
  beforeAll(async () => {
    simulator = await startSimulator(options);
    rest = new RestClient(simulator);
  });
  afterAll(() => simulator.close());
  return {
    get simulator() {
      return simulator;
    },
    get rest() {
      return rest;
    },
  };
}
