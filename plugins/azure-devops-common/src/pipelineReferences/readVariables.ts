import { includeTemplates, TemplateContext, valuesOf } from './templateFiles';
import { isMapping, Scope, withVariables, YamlNode } from './YamlNode';

type Variables = Scope['variables'];

/**
 * The variables that a `variables` key adds. They are read in their order,
 * for a later one may use an earlier one; groups are noted as used.
 */
export function readVariables(options: {
  readonly node: YamlNode;
  readonly before: Variables;
  readonly depth: number;
  readonly context: TemplateContext;
}): Variables {
  const { node, before, context } = options;
  const { reader, collector } = context;
  const found = collector.take(reader.resolve(withVariables(node, before)));
  return found.reduce<Variables>((variables, value) => {
    if (isMapping(value.content) && !isListOfParts(value.content)) {
      return collector
        .take(reader.entries(withVariables(value, variables)))
        .reduce(
          (known, { key, value: of }) =>
            setVariable(known, key, withVariables(of, known)),
          variables,
        );
    }
    const parts = Array.isArray(value.content)
      ? reader.children(value)
      : [value];
    return parts.reduce<Variables>(
      (known, part) =>
        collector
          .take(reader.item(withVariables(part, known)))
          .reduce<Variables>(
            (before_, item) =>
              readItem({ ...options, node: item, before: before_ }),
            known,
          ),
      variables,
    );
  }, before);
}

/** `variables: { ${{ if … }}: [ … ] }` */
function isListOfParts(content: Readonly<Record<string, unknown>>): boolean {
  const values = Object.values(content);
  return values.length > 0 && values.every(value => Array.isArray(value));
}

function readItem(options: {
  readonly node: YamlNode;
  readonly before: Variables;
  readonly depth: number;
  readonly context: TemplateContext;
}): Variables {
  const { before, depth, context } = options;
  const { reader, collector } = context;
  const node = withVariables(options.node, before);
  const entries = collector.take(reader.entries(node));
  for (const group of valuesOf(entries, 'group')) {
    collector.use('variable-group', reader.names(group), group.source);
  }
  const fromTemplates = unite(
    before,
    includeTemplates({ entries, variables: before, depth, context }).map(
      ({ root, depth: below }) =>
        valuesOf(
          collector.take(reader.entries(withVariables(root, before))),
          'variables',
        ).reduce<Variables>(
          (known, value) =>
            readVariables({
              node: value,
              before: known,
              depth: below,
              context,
            }),
          before,
        ),
    ),
  );
  const values = valuesOf(entries, 'value');
  return valuesOf(entries, 'name')
    .flatMap(name => collector.take(reader.texts(name)))
    .reduce(
      (known, name) =>
        values.reduce(
          (variables, value) => setVariable(variables, name, value),
          known,
        ),
      fromTemplates,
    );
}

/** A path that depends on a choice leads to several templates: a variable may have the value of any. */
function unite(
  before: Variables,
  alternatives: readonly Variables[],
): Variables {
  if (alternatives.length < 2) {
    return alternatives[0] ?? before;
  }
  const names = new Set(alternatives.flatMap(each => [...each.keys()]));
  return new Map(
    [...names].map(name => [
      name,
      [...new Set(alternatives.flatMap(each => each.get(name) ?? []))],
    ]),
  );
}

/** A value that depends on a condition stands beside the one before it. */
function setVariable(
  variables: Variables,
  name: string,
  value: YamlNode,
): Variables {
  const key = name.toLowerCase();
  const others = value.isConditional ? variables.get(key) ?? [] : [];
  return new Map([...variables, [key, [...others, value]]]);
}
