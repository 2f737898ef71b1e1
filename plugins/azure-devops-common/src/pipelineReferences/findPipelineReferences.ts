import { isSameName } from '../names/resourceNames';
import {
  KnownNames,
  PipelineFiles,
  PipelineReferences,
} from './PipelineReferences';
import { PipelineWalk } from './PipelineWalk';
import { ReferenceCollector } from './ReferenceCollector';
import { declareRuntimeParameters, open } from './templateFiles';
import { choiceNode, EMPTY_SCOPE, literalNode, Scope } from './YamlNode';
import { YamlReader } from './YamlReader';

/** A pipeline whose references are looked for. @public */
export interface PipelineToRead {
  /** Path of its YAML file from the root of the repository. */
  readonly file: string;
  /** Values of its own variables, which its definition has. */
  readonly variables: Readonly<Record<string, string>>;
  /** Names of the variables that whoever starts a run may give another value. */
  readonly settable: readonly string[];
  /** Agent queue of jobs that name no pool; `undefined` when none is configured. */
  readonly queue: string | undefined;
}

/**
 * Finds the environments, variable groups, service connections and agent
 * queues that a pipeline's YAML uses. Local templates are put in place; every
 * branch of an `if` counts. A text that whoever starts a run types stands for
 * its default and for each environment of the configuration. Nothing is
 * guessed: what cannot be told before a run is a problem.
 *
 * @param options - `environments` are the names that the folders
 *   `environment_<name>` of the configuration have
 * @public
 */
export function findPipelineReferences(options: {
  readonly pipeline: PipelineToRead;
  readonly files: PipelineFiles;
  readonly known: KnownNames;
  readonly environments: readonly string[];
}): PipelineReferences {
  const { pipeline, files, known, environments } = options;
  const collector = new ReferenceCollector(known);
  const reader = new YamlReader();
  const context = { files, reader, collector };
  const content = open(pipeline.file, context);
  if (content !== undefined) {
    const source = { file: pipeline.file, keyPath: [] };
    const root = literalNode(content, source);
    const textsInPlaceOf = (text: string) =>
      findTextsInPlaceOf(text, known, environments);
    const variables: Scope['variables'] = new Map(
      Object.entries(pipeline.variables).map(([name, value]) => [
        name.toLowerCase(),
        [
          pipeline.settable.includes(name)
            ? choiceNode(value, textsInPlaceOf(value), source)
            : literalNode(value, source),
        ],
      ]),
    );
    const scope: Scope = {
      ...EMPTY_SCOPE,
      variables,
      parameters: declareRuntimeParameters({
        root,
        reader,
        textsInPlaceOf,
      }),
    };
    new PipelineWalk(context, pipeline.queue).file({
      node: { ...root, scope },
      depth: 0,
      hasPool: false,
    });
  }
  return collector.finish();
}

/**
 * What whoever starts a run may type in the place of a default: an environment
 * of the configuration, or, where the default is the name of a resource,
 * another one of its kind.
 */
function findTextsInPlaceOf(
  text: string,
  known: KnownNames,
  environments: readonly string[],
): readonly string[] {
  const isText = (name: string) => isSameName(name, text);
  const kinds = Object.values(known).filter(names => names.some(isText));
  return [...new Set([environments, ...kinds].flat())].filter(
    name => !isText(name),
  );
}
