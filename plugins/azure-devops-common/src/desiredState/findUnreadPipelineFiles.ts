import { findPipelineReferences } from '../pipelineReferences/findPipelineReferences';
import type { PipelineFiles } from '../pipelineReferences/PipelineReferences';
import { checkFile, ConfigurationFile } from './checkFile';
import { environmentConfigurationSchema } from './environmentConfigurationSchema';
import { knownToPipelines } from './knownToPipelines';
import { pipelinesToRead } from './pipelinesToRead';
import { projectConfigurationSchema } from './projectConfigurationSchema';

/**
 * The YAML files of the pipelines that are still to be read: those that the
 * configuration names, and, once these are there, the templates they include.
 * Which templates those are may depend on others, so ask again after reading.
 * Some need not exist: those of environments that whoever starts a run may
 * choose.
 *
 * @param options - `project` is `operation/configuration/azure_devops.yml`;
 *   one that is not valid names no files. `environments` are the files
 *   `azure_devops.yml` of the folders `environment_<name>` below it
 * @public
 */
export function findUnreadPipelineFiles(options: {
  readonly project: ConfigurationFile;
  readonly environments: readonly ConfigurationFile[];
  readonly pipelineFiles: PipelineFiles;
}): readonly string[] {
  const { checked } = checkFile(projectConfigurationSchema, options.project);
  const pipelines =
    checked === undefined ? [] : pipelinesToRead(checked.configuration);
  const names = knownToPipelines(
    options.environments.flatMap(
      file => checkFile(environmentConfigurationSchema, file).checked ?? [],
    ),
  );
  const unread = pipelines.flatMap(pipeline => {
    const { missing, possible } = findPipelineReferences({
      pipeline,
      files: options.pipelineFiles,
      ...names,
    });
    return [...missing, ...possible];
  });
  return [...new Set(unread)];
}
