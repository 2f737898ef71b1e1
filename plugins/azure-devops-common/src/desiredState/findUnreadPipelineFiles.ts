import { findPipelineReferences } from '../pipelineReferences/findPipelineReferences';
import type { PipelineFiles } from '../pipelineReferences/PipelineReferences';
import { checkFile, ConfigurationFile } from './checkFile';
import { pipelinesToRead } from './pipelinesToRead';
import { projectConfigurationSchema } from './projectConfigurationSchema';

/**
 * The YAML files of the pipelines that are still to be read: those that the
 * configuration names, and, once these are there, the templates they include.
 * Which templates those are may depend on others, so ask again after reading.
 *
 * @param options - `project` is `operation/configuration/azure_devops.yml`;
 *   one that is not valid names no files
 * @public
 */
export function findUnreadPipelineFiles(options: {
  readonly project: ConfigurationFile;
  readonly pipelineFiles: PipelineFiles;
}): readonly string[] {
  const { checked } = checkFile(projectConfigurationSchema, options.project);
  const pipelines =
    checked === undefined ? [] : pipelinesToRead(checked.configuration);
  const missing = pipelines.flatMap(
    pipeline =>
      findPipelineReferences({
        pipeline,
        files: options.pipelineFiles,
        known: {
          environment: [],
          'service-connection': [],
          'variable-group': [],
        },
      }).missing,
  );
  return [...new Set(missing)];
}
