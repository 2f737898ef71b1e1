/**
 * Measures provisioning against the simulator, beside the published actions
 * that do a part of it.
 *
 * @packageDocumentation
 */

export { runProvisioningBenchmark } from './runProvisioningBenchmark';
