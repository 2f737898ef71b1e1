import { azureCli } from './azureCli';
import { bash } from './bash';
import { cache } from './cache';
import { cmdLine } from './cmdLine';
import { copyFiles } from './copyFiles';
import { downloadPipelineArtifact } from './downloadPipelineArtifact';
import { powerShell } from './powerShell';
import { publishBuildArtifacts } from './publishBuildArtifacts';
import { publishCodeCoverageResults } from './publishCodeCoverageResults';
import { publishPipelineArtifact } from './publishPipelineArtifact';
import { publishTestResults } from './publishTestResults';
import { Task } from './Task';
import { usePythonVersion } from './usePythonVersion';

/** Every task that the agent knows. */
export const tasks: readonly Task[] = [
  azureCli,
  bash,
  cache,
  cmdLine,
  copyFiles,
  downloadPipelineArtifact,
  powerShell,
  publishBuildArtifacts,
  publishCodeCoverageResults,
  publishPipelineArtifact,
  publishTestResults,
  usePythonVersion,
];
