import {
  findUnreadPipelineFiles,
  type ConfigurationFile,
  type PipelineFile,
  type PipelineFiles,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ParsedText } from './configurationText';
import { readProjectFile, withoutContent } from './readProjectFile';

/** As many files as Azure Pipelines puts together for one pipeline. */
const MOST_FILES = 100;

/**
 * Reads the YAML files of the pipelines that a configuration defines, and the
 * templates that they include, as far as these are in the project.
 */
export async function readPipelineFiles(options: {
  readonly directory: string;
  readonly project: ConfigurationFile;
  readonly environments: readonly ConfigurationFile[];
}): Promise<{
  readonly pipelineFiles: PipelineFiles;
  readonly texts: readonly ParsedText[];
}> {
  const { directory, project, environments } = options;
  const pipelineFiles = new Map<string, PipelineFile>();
  const texts = new Map<string, ParsedText | undefined>();
  for (;;) {
    const unread = findUnreadPipelineFiles({
      project,
      environments,
      pipelineFiles,
    }).filter(file => !texts.has(file));
    if (unread.length === 0) {
      break;
    }
    const room = Math.max(0, MOST_FILES - texts.size);
    const read = await Promise.all(
      unread.map(async (file, index) =>
        index < room
          ? readProjectFile({ directory, file })
          : withoutContent(oneTooMany(file)),
      ),
    );
    unread.forEach((file, index) => {
      const text = read[index];
      texts.set(file, text);
      if (text !== undefined) {
        pipelineFiles.set(file, toPipelineFile(text));
      }
    });
  }
  return {
    pipelineFiles,
    texts: [...texts.values()].flatMap(text => text ?? []),
  };
}

function toPipelineFile({ content, problems }: ParsedText): PipelineFile {
  return problems.length === 0
    ? { status: 'read', content }
    : { status: 'unreadable', problems };
}

function oneTooMany(file: string) {
  return {
    file,
    keyPath: [],
    found: 'one file too many',
    expected: `at most ${MOST_FILES} YAML files of pipelines and their templates`,
    remedy:
      'Put templates together, or list permitted_pipelines in the azure_devops.yml of every environment.',
  };
}
