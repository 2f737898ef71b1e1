// @ts-check
import { measureInPackage } from './measureInPackage.mjs';

/** @type {import('./figures.mjs').Benchmark} */
export const simulatorBenchmark = {
  name: 'simulator',
  description:
    'The simulator itself: requests a second, git beside plain git http-backend, start with 1,000 repositories; about three minutes',
  run: context => measureInPackage('runSimulatorBenchmark', context),
};
