/**
 * A local Azure DevOps: REST, git over smart HTTP, and small pages to look at.
 *
 * @packageDocumentation
 */
export { startSimulator } from './startSimulator';
export type { Simulator, SimulatorOptions } from './startSimulator';
export { createAgent } from './agent/createAgent';
export type { JobAgent } from './agent/JobAgent';
export {
  approverToken,
  developmentToken,
  expiredToken,
  readOnlyToken,
} from './seed/developmentTokens';
export { defaultSeed } from './seed/Seed';
export type {
  Seed,
  SeedOrganization,
  SeedProject,
  SeedToken,
  SeedUser,
} from './seed/Seed';
export type { Fault } from './server/Faults';
export type { TlsOptions } from './server/createWebServer';
export type { RequestEvent } from './server/requestContext';
export type { RequestStatistics } from './server/Statistics';
export type { Randomness } from './server/Environment';
export { runSimulatorCommand } from './command/runSimulatorCommand';
export type { CommandHost } from './command/runSimulatorCommand';
export { readSeedFile } from './seed/readSeedFile';
export { exerciseSimulator } from './contract/exerciseSimulator';
export type { ExerciseOptions, ExerciseResult } from './contract/Exerciser';
export { compilePipeline } from './pipelineYaml/compilePipeline';
export type {
  CompileOptions,
  CompileResult,
} from './pipelineYaml/compilePipeline';
export type * from './pipelineYaml/CompiledPipeline';
export { describeProblem } from './pipelineYaml/PipelineSource';
export type {
  CompileProblem,
  PipelineSource,
} from './pipelineYaml/PipelineSource';
