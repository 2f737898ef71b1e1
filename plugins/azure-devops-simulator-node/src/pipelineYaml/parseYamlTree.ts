import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  ParsedNode,
} from 'yaml';
import { compileLimits } from './compileLimits';
import { CompileProblem } from './PipelineSource';
import {
  mapping,
  scalar,
  sequence,
  YamlEntry,
  YamlPlace,
  YamlScalar,
  YamlTree,
} from './YamlTree';

export type ParsedYaml =
  | { readonly kind: 'tree'; readonly tree: YamlTree }
  | { readonly kind: 'invalid'; readonly problems: readonly CompileProblem[] };

class TreeProblem extends Error {
  constructor(message: string, readonly place: YamlPlace) {
    super(message);
  }
}

/**
 * Reads YAML, keeping the place of every node. Scalars stay text, as in Azure
 * DevOps; duplicate keys are found later, because expressions may be written
 * twice. Rule: yaml-schema, unsupported features (anchors, complex keys, sets).
 */
export function parseYamlTree(text: string, file: string): ParsedYaml {
  if (text.length > compileLimits.fileCharacters) {
    return invalid({ file, message: 'Maximum file size exceeded' });
  }
  if (isTooDeep(text)) {
    return invalid({ file, message: 'Maximum object depth exceeded' });
  }
  try {
    return readText(text, file);
  } catch (error) {
    if (error instanceof TreeProblem) {
      return invalid({ ...error.place, message: error.message });
    }
    if (error instanceof RangeError) {
      return invalid({ file, message: 'Maximum object depth exceeded' });
    }
    throw error;
  }
}

function readText(text: string, file: string): ParsedYaml {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ''), {
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const [first, second] = Array.isArray(documents) ? documents : [];
  const error = first?.errors[0] ?? second?.errors[0];
  if (error) {
    return invalid({
      file,
      ...position(lines, error.pos[0]),
      message: describeYamlError(error.message),
    });
  }
  if (second) {
    return invalid({
      file,
      ...position(lines, second.range[0]),
      message:
        'A single document was expected, and a second one was found. Remove what follows the line ---',
    });
  }
  return {
    kind: 'tree',
    tree: first
      ? readDocument(first, { file, lines })
      : scalar('', { file, line: 1, column: 1 }),
  };
}

function invalid(problem: CompileProblem): ParsedYaml {
  return { kind: 'invalid', problems: [problem] };
}

function position(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** A deep nest of brackets would take the parser long; counting takes no time. */
function isTooDeep(text: string): boolean {
  const run = /(?:[[{]\s*){60}|(?:[-?]\s+){60}/;
  return run.test(text);
}

function describeYamlError(message: string): string {
  const [first] = message.split('\n');
  // The parser goes down once for each level, and tells of it as of any mistake.
  if (first.includes('call stack')) {
    return 'Maximum object depth exceeded';
  }
  return first.endsWith('.') ? first : `${first}.`;
}

interface Reading {
  readonly file: string;
  readonly lines: LineCounter;
}

function readDocument(document: Document.Parsed, reading: Reading): YamlTree {
  return document.contents
    ? readNode(document.contents, reading, 0)
    : scalar('', { file: reading.file, line: 1, column: 1 });
}

function readNode(
  node: ParsedNode | null,
  reading: Reading,
  depth: number,
  fallback?: YamlPlace,
): YamlTree {
  const place = node
    ? placeOf(node, reading)
    : fallback ?? { file: reading.file, line: 1, column: 1 };
  if (depth > compileLimits.treeDepth) {
    throw new TreeProblem('Maximum object depth exceeded', place);
  }
  if (!node) {
    return scalar('', place);
  }
  refuseUnsupported(node, place);
  if (isMap(node)) {
    return mapping(
      node.items.map(pair => readPair(pair, { reading, depth, place })),
      place,
    );
  }
  if (isSeq(node)) {
    return sequence(
      node.items.map(item =>
        readNode(item as ParsedNode | null, reading, depth + 1, place),
      ),
      place,
    );
  }
  return scalar(isScalar(node) ? String(node.value ?? '') : '', place);
}

function readPair(
  pair: { readonly key: ParsedNode | null; readonly value: ParsedNode | null },
  options: {
    readonly reading: Reading;
    readonly depth: number;
    readonly place: YamlPlace;
  },
): YamlEntry {
  const { reading, depth, place } = options;
  const key = readNode(pair.key, reading, depth + 1, place);
  if (key.kind !== 'scalar') {
    throw new TreeProblem(
      'A scalar was expected as the key, and a complex key was found. Azure Pipelines supports no complex keys',
      key.place,
    );
  }
  return {
    key: key satisfies YamlScalar,
    value: readNode(pair.value, reading, depth + 1, key.place),
  };
}

function placeOf(node: ParsedNode, { file, lines }: Reading): YamlPlace {
  const [offset] = node.range ?? [0];
  return { file, ...position(lines, offset) };
}

function refuseUnsupported(node: ParsedNode, place: YamlPlace): void {
  if (isAlias(node)) {
    throw new TreeProblem(
      `Aliases are not currently supported. Write out what '*${node.source}' stands for`,
      place,
    );
  }
  if (node.anchor) {
    throw new TreeProblem(
      `Anchors are not currently supported. Remove the anchor '${node.anchor}'`,
      place,
    );
  }
  if (node.tag === '!!set' || node.tag === 'tag:yaml.org,2002:set') {
    throw new TreeProblem('Sets are not supported', place);
  }
}
