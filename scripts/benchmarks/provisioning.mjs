// @ts-check
import { measureInPackage } from './measureInPackage.mjs';

/** @type {import('./figures.mjs').Benchmark} */
export const provisioningBenchmark = {
  name: 'provisioning',
  description:
    'The engine on the simulator at 0, 20 and 80 ms, beside the published actions; about six minutes',
  run: context => measureInPackage('runProvisioningBenchmark', context),
};
