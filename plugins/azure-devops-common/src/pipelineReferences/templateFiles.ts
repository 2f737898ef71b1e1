import { shorten } from '../names/shorten';
import type { PipelineFiles } from './PipelineReferences';
import type { ReferenceCollector } from './ReferenceCollector';
import {
  childOf,
  EMPTY_SCOPE,
  follow,
  gather,
  isMapping,
  literalNode,
  Resolution,
  resolved,
  Scope,
  unresolved,
  YamlNode,
} from './YamlNode';
import type { YamlEntry, YamlReader } from './YamlReader';

/** As deep as Azure Pipelines lets templates include templates. */
const MAXIMUM_DEPTH = 100;

/** What reading files needs. */
export interface TemplateContext {
  readonly files: PipelineFiles;
  readonly reader: YamlReader;
  readonly collector: ReferenceCollector;
}

/** A file that has been put in place, and how deep it is. */
export interface IncludedFile {
  readonly root: YamlNode;
  readonly depth: number;
}

/** Opens the files that a `template` key names, with the parameters beside it. */
export function includeTemplates(options: {
  /** The keys around `template`. */
  readonly entries: readonly YamlEntry[];
  readonly variables: Scope['variables'];
  readonly depth: number;
  readonly context: TemplateContext;
}): readonly IncludedFile[] {
  const { entries, variables, context } = options;
  const { files, reader, collector } = context;
  const depth = options.depth + 1;
  const passed = valuesOf(entries, 'parameters').flatMap(parameters =>
    collector.take(reader.entries(parameters)),
  );
  return valuesOf(entries, 'template').flatMap(template => {
    const located = follow(reader.texts(template), reference =>
      locate(reference, template, depth),
    );
    return collector
      .useFiles(located, of => files.has(of))
      .flatMap(file => {
        const content = open(file, context);
        if (content === undefined) {
          return [];
        }
        const { isConditional } = template;
        const root = { content, isConditional, source: { file, keyPath: [] } };
        const parameters = declareParameters({
          root: { ...root, scope: EMPTY_SCOPE },
          passed,
          reader,
        });
        const scope = { ...EMPTY_SCOPE, parameters, variables };
        return [{ root: { ...root, scope }, depth }];
      });
  });
}

/** Content of a file; `undefined` after a problem has been noted. */
export function open(
  file: string,
  { files, collector }: Pick<TemplateContext, 'files' | 'collector'>,
): unknown {
  const found = files.get(file);
  if (found?.status === 'read') {
    // A file of comments is empty, but it is there.
    return found.content ?? {};
  }
  if (found === undefined) {
    collector.addMissing(file);
  }
  found?.problems.forEach(problem => collector.addProblem(problem));
  return undefined;
}

/** What hangs on a key. */
export function valuesOf(
  entries: readonly YamlEntry[],
  key: string,
): readonly YamlNode[] {
  return entries
    .filter(candidate => candidate.key === key)
    .map(({ value }) => value);
}

function locate(
  reference: string,
  template: YamlNode,
  depth: number,
): Resolution<string> {
  const { source } = template;
  const [path, repository = 'self'] = reference.trim().split('@');
  if (repository !== 'self') {
    return unresolved(
      source,
      `the template ${shorten(reference)} of another repository`,
    );
  }
  if (depth > MAXIMUM_DEPTH) {
    return unresolved(
      source,
      `templates that include each other ${MAXIMUM_DEPTH} deep`,
    );
  }
  const file = joinPath(source.file, path);
  return file === undefined
    ? unresolved(
        source,
        `the template ${shorten(reference)} outside of the repository`,
      )
    : resolved([file]);
}

/** Relative to the including file, or from the root of the repository. */
function joinPath(from: string, path: string): string | undefined {
  const folder = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  const segments = [...folder];
  for (const segment of path.split(/[/\\]/)) {
    if (segment === '..' && segments.pop() === undefined) {
      return undefined;
    }
    if (segment !== '' && segment !== '.' && segment !== '..') {
      segments.push(segment);
    }
  }
  return segments.join('/');
}

interface Declaration {
  readonly name: string;
  readonly type: string;
  readonly defaults: readonly YamlNode[];
  readonly allowed: readonly YamlNode[];
  readonly source: YamlNode['source'];
}

/** The parameters of a template: what was passed, or else their defaults. */
function declareParameters(options: {
  readonly root: YamlNode;
  readonly passed: readonly YamlEntry[];
  readonly reader: YamlReader;
}): Scope['parameters'] {
  const { root, passed, reader } = options;
  return new Map(
    readDeclarations(root, reader).map(declaration => {
      const key = declaration.name.toLowerCase();
      const values = passed
        .filter(entry => entry.key.toLowerCase() === key)
        .map(({ value }) => value);
      const isSure = values.some(({ isConditional }) => !isConditional);
      return [
        key,
        isSure
          ? resolved(values)
          : gather([resolved(values), defaultsOf(declaration)]),
      ];
    }),
  );
}

/**
 * The parameters of a pipeline: whoever starts a run chooses among the values,
 * or, without these, types a text.
 */
export function declareRuntimeParameters(options: {
  readonly root: YamlNode;
  readonly reader: YamlReader;
  /** What a run may be given in the place of a default. */
  readonly textsInPlaceOf: (text: string) => readonly string[];
}): Scope['parameters'] {
  const { root, reader, textsInPlaceOf } = options;
  return new Map(
    readDeclarations(root, reader).map(declaration => [
      declaration.name.toLowerCase(),
      valuesOfRun(declaration, textsInPlaceOf),
    ]),
  );
}

function valuesOfRun(
  declaration: Declaration,
  textsInPlaceOf: (text: string) => readonly string[],
): Resolution<YamlNode> {
  const { allowed, type, source, defaults } = declaration;
  if (type === 'boolean') {
    return resolved([true, false].map(value => literalNode(value, source)));
  }
  if (allowed.length > 0) {
    return resolved(allowed);
  }
  const byDefault = defaultsOf(declaration);
  return type === 'string'
    ? {
        ...byDefault,
        choices: textsInPlaceOf(String(defaults[0]?.content ?? '')).map(text =>
          literalNode(text, source),
        ),
      }
    : byDefault;
}

function defaultsOf({
  name,
  defaults,
  source,
}: Declaration): Resolution<YamlNode> {
  return defaults.length > 0
    ? resolved(defaults)
    : {
        values: [],
        choices: [],
        unresolved: [
          {
            source,
            found: `the parameter ${shorten(
              name,
            )} with neither a value nor a default`,
            reason: 'asked',
          },
        ],
      };
}

/** Either a list of parameters, or, as once, names with their defaults. */
function readDeclarations(
  root: YamlNode,
  reader: YamlReader,
): readonly Declaration[] {
  const written = isMapping(root.content)
    ? childOf(root, 'parameters', root.content.parameters)
    : undefined;
  if (Array.isArray(written?.content)) {
    return reader.children(written).flatMap(readDeclaration);
  }
  return isMapping(written?.content)
    ? Object.entries(written.content).map(([name, value]) => {
        const node = childOf(written, name, value);
        return {
          name,
          type: 'string',
          defaults: [node],
          allowed: [],
          source: node.source,
        };
      })
    : [];
}

function readDeclaration(node: YamlNode): readonly Declaration[] {
  const { content, source } = node;
  if (!isMapping(content) || typeof content.name !== 'string') {
    return [];
  }
  const { values } = content;
  return [
    {
      name: content.name,
      type: String(content.type ?? 'string'),
      defaults: Object.hasOwn(content, 'default')
        ? [childOf(node, 'default', content.default)]
        : [],
      allowed: Array.isArray(values)
        ? values.map((value, index) =>
            childOf(childOf(node, 'values', values), index, value),
          )
        : [],
      source,
    },
  ];
}
