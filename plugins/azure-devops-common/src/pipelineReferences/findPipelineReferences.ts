import {
  KnownNames,
  PipelineFiles,
  PipelineReferences,
} from './PipelineReferences';
import { PipelineWalk } from './PipelineWalk';
import { ReferenceCollector } from './ReferenceCollector';
import { declareRuntimeParameters, open } from './templateFiles';
import { EMPTY_SCOPE, literalNode, Scope } from './YamlNode';
import { YamlReader } from './YamlReader';

/** A pipeline whose references are looked for. @public */
export interface PipelineToRead {
  /** Path of its YAML file from the root of the repository. */
  readonly file: string;
  /** Values of its own variables, which its definition has. */
  readonly variables: Readonly<Record<string, string>>;
  /** Agent queue of jobs that name no pool; `undefined` when none is configured. */
  readonly queue: string | undefined;
}

/**
 * Finds the environments, variable groups, service connections and agent
 * queues that a pipeline's YAML uses. Local templates are put in place; every
 * branch of an `if` counts. Nothing is guessed: what cannot be told before a
 * run is a problem.
 *
 * @public
 */
export function findPipelineReferences(options: {
  readonly pipeline: PipelineToRead;
  readonly files: PipelineFiles;
  readonly known: KnownNames;
}): PipelineReferences {
  const { pipeline, files, known } = options;
  const collector = new ReferenceCollector(known);
  const reader = new YamlReader();
  const context = { files, reader, collector };
  const content = open(pipeline.file, context);
  if (content !== undefined) {
    const source = { file: pipeline.file, keyPath: [] };
    const root = literalNode(content, source);
    const variables: Scope['variables'] = new Map(
      Object.entries(pipeline.variables).map(([name, value]) => [
        name.toLowerCase(),
        [literalNode(value, source)],
      ]),
    );
    const scope: Scope = {
      ...EMPTY_SCOPE,
      variables,
      parameters: declareRuntimeParameters(root, reader),
    };
    new PipelineWalk(context, pipeline.queue).file({
      node: { ...root, scope },
      depth: 0,
      hasPool: false,
    });
  }
  return collector.finish();
}
