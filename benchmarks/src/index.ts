/**
 * Measures provisioning against the simulator, beside the published actions
 * that do a part of it, and the simulator itself.
 *
 * @packageDocumentation
 */

export { runProvisioningBenchmark } from './runProvisioningBenchmark';
export { runSimulatorBenchmark } from './runSimulatorBenchmark';
