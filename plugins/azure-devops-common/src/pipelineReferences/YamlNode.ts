import type { ConfigurationSource } from '../desiredState/configurationSource';

/** A part of a pipeline's YAML, with all that its expressions can see. */
export interface YamlNode {
  readonly content: unknown;
  readonly scope: Scope;
  readonly source: ConfigurationSource;
  /** Stands under an `if`: it may be absent from a run. */
  readonly isConditional: boolean;
}

/** What expressions can see; names are in lower case. */
export interface Scope {
  readonly parameters: ReadonlyMap<string, Resolution<YamlNode>>;
  /** Every value that a variable may have before a run. */
  readonly variables: ReadonlyMap<string, readonly YamlNode[]>;
  /** Names that an `each` has given. */
  readonly locals: ReadonlyMap<string, YamlNode>;
}

/** Why a value is not known before a run, and where. */
export interface Unresolved {
  readonly source: ConfigurationSource;
  /** What was found, as a phrase. */
  readonly found: string;
}

/**
 * Everything that a value may turn out to be, and what could not be told.
 * Several values come from branches and from the values of a parameter.
 */
export interface Resolution<Value> {
  readonly values: readonly Value[];
  readonly unresolved: readonly Unresolved[];
}

/** More alternatives than this are no longer followed. */
const MAXIMUM_ALTERNATIVES = 256;

export const EMPTY_SCOPE: Scope = {
  parameters: new Map(),
  variables: new Map(),
  locals: new Map(),
};

export function resolved<Value>(values: readonly Value[]): Resolution<Value> {
  return { values, unresolved: [] };
}

export function unresolved(
  source: ConfigurationSource,
  found: string,
): Resolution<never> {
  return { values: [], unresolved: [{ source, found }] };
}

/** Follows each alternative. */
export function follow<From, To>(
  from: Resolution<From>,
  next: (value: From) => Resolution<To>,
): Resolution<To> {
  return gather([
    { values: [], unresolved: from.unresolved },
    ...from.values.map(next),
  ]);
}

/** Puts alternatives together. */
export function gather<Value>(
  parts: readonly Resolution<Value>[],
): Resolution<Value> {
  return {
    values: parts.flatMap(({ values }) => values),
    unresolved: parts.flatMap(part => part.unresolved),
  };
}

/** Every combination of the alternatives of several parts. */
export function combine<Value>(
  parts: readonly Resolution<Value>[],
  source: ConfigurationSource,
): Resolution<readonly Value[]> {
  const count = parts.reduce(
    (product, { values }) => product * values.length,
    1,
  );
  if (count > MAXIMUM_ALTERNATIVES) {
    return unresolved(
      source,
      `a text that can have more than ${MAXIMUM_ALTERNATIVES} values`,
    );
  }
  return {
    values: parts.reduce<readonly (readonly Value[])[]>(
      (combinations, { values }) =>
        combinations.flatMap(combination =>
          values.map(value => [...combination, value]),
        ),
      [[]],
    ),
    unresolved: parts.flatMap(part => part.unresolved),
  };
}

/** A key or item of a node. */
export function childOf(
  { scope, source, isConditional }: YamlNode,
  key: string | number,
  content: unknown,
): YamlNode {
  return {
    content,
    scope,
    isConditional,
    source: { file: source.file, keyPath: [...source.keyPath, key] },
  };
}

/** A value that no expression is left in. */
export function literalNode(
  content: unknown,
  source: ConfigurationSource,
): YamlNode {
  return { content, source, scope: EMPTY_SCOPE, isConditional: false };
}

/** The same part, seeing other variables. */
export function withVariables(
  node: YamlNode,
  variables: Scope['variables'],
): YamlNode {
  return { ...node, scope: { ...node.scope, variables } };
}

/** Whether YAML holds keys here. */
export function isMapping(
  content: unknown,
): content is Readonly<Record<string, unknown>> {
  return (
    typeof content === 'object' && content !== null && !Array.isArray(content)
  );
}
