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
  readonly locals: ReadonlyMap<string, Resolution<YamlNode>>;
}

/** Why a value is not known before a run, and where. */
export interface Unresolved {
  readonly source: ConfigurationSource;
  /** What was found, as a phrase. */
  readonly found: string;
  /**
   * `asked`: whoever starts a run says it, which choices may answer.
   * `limit`: reading ended early, so that choices too may have been left out.
   */
  readonly reason?: 'asked' | 'limit';
}

/**
 * Everything that a value may turn out to be, and what could not be told.
 * Several values come from branches and from the values of a parameter.
 */
export interface Resolution<Value> {
  readonly values: readonly Value[];
  /**
   * What it may also be because whoever starts a run may type it. A choice
   * counts only where it leads to something that is there.
   */
  readonly choices: readonly Value[];
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
  return { values, choices: [], unresolved: [] };
}

export function unresolved(
  source: ConfigurationSource,
  found: string,
): Resolution<never> {
  return { values: [], choices: [], unresolved: [{ source, found }] };
}

/** Reading ended before everything was seen. */
export function beyondLimit(
  source: ConfigurationSource,
  found: string,
): Resolution<never> {
  return {
    values: [],
    choices: [],
    unresolved: [{ source, found, reason: 'limit' }],
  };
}

/** Follows each alternative; what a choice leads to is a choice. */
export function follow<From, To>(
  from: Resolution<From>,
  next: (value: From) => Resolution<To>,
): Resolution<To> {
  return gather([
    { values: [], choices: [], unresolved: from.unresolved },
    ...from.values.map(next),
    ...from.choices.map(choice => asChoice(next(choice))),
  ]);
}

/** A choice that leads nowhere is nobody's, unless reading ended early. */
function asChoice<Value>(of: Resolution<Value>): Resolution<Value> {
  return {
    values: [],
    choices: [...of.values, ...of.choices],
    unresolved: of.unresolved.filter(({ reason }) => reason === 'limit'),
  };
}

/** Puts alternatives together. */
export function gather<Value>(
  parts: readonly Resolution<Value>[],
): Resolution<Value> {
  return {
    values: parts.flatMap(({ values }) => values),
    choices: parts.flatMap(({ choices }) => choices),
    unresolved: parts.flatMap(part => part.unresolved),
  };
}

/** Every combination of the alternatives of several parts. */
export function combine<Value>(
  parts: readonly Resolution<Value>[],
  source: ConfigurationSource,
): Resolution<readonly Value[]> {
  const count = parts.reduce(
    (product, { values, choices }) =>
      product * (values.length + choices.length),
    1,
  );
  if (count > MAXIMUM_ALTERNATIVES) {
    return beyondLimit(
      source,
      `a text that can have more than ${MAXIMUM_ALTERNATIVES} values`,
    );
  }
  return parts.reduce<Resolution<readonly Value[]>>(
    (combinations, part) =>
      append(combinations, {
        ...part,
        unresolved: [...combinations.unresolved, ...part.unresolved],
      }),
    resolved([[]]),
  );
}

/** A combination with a choice in it is a choice. */
function append<Value>(
  before: Resolution<readonly Value[]>,
  { values, choices, unresolved: missing }: Resolution<Value>,
): Resolution<readonly Value[]> {
  const pair = (
    combinations: readonly (readonly Value[])[],
    added: readonly Value[],
  ) =>
    combinations.flatMap(combination =>
      added.map(value => [...combination, value]),
    );
  return {
    values: pair(before.values, values),
    choices: [
      ...pair(before.values, choices),
      ...pair(before.choices, [...values, ...choices]),
    ],
    unresolved: missing,
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

/** A text that whoever starts a run may replace by others. */
export function choiceNode(
  text: string,
  others: readonly string[],
  source: ConfigurationSource,
): YamlNode {
  const local: Resolution<YamlNode> = {
    values: [literalNode(text, source)],
    choices: others.map(other => literalNode(other, source)),
    unresolved: [],
  };
  return {
    ...literalNode('${{ text }}', source),
    scope: { ...EMPTY_SCOPE, locals: new Map([['text', local]]) },
  };
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
