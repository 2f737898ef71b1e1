import { isSameName } from '../names/resourceNames';
import { shorten } from '../names/shorten';
import { callFunction } from './callFunction';
import { Expression, parseExpression } from './parseExpression';
import type { YamlReader } from './YamlReader';
import {
  combine,
  follow,
  gather,
  literalNode,
  Resolution,
  resolved,
  unresolved,
  YamlNode,
} from './YamlNode';

/** Evaluates what stands in `${{ }}` of a node. */
export function evaluateText(
  text: string,
  node: YamlNode,
  reader: YamlReader,
): Resolution<YamlNode> {
  const expression = parseExpression(text);
  return expression === undefined
    ? unresolved(
        node.source,
        `the expression ${shorten(text)}, which is not understood`,
      )
    : evaluate(expression, node, reader);
}

function evaluate(
  expression: Expression,
  node: YamlNode,
  reader: YamlReader,
): Resolution<YamlNode> {
  switch (expression.type) {
    case 'literal':
      return resolved([literalNode(expression.value, node.source)]);
    case 'name':
      return evaluateName(expression.name, node);
    case 'property':
      return evaluateProperty(expression, node, reader);
    case 'call':
      return evaluateCall(expression, node, reader);
    default:
      throw new Error(`No expression ${String(expression satisfies never)}`);
  }
}

function evaluateName(name: string, node: YamlNode): Resolution<YamlNode> {
  const local = node.scope.locals.get(name.toLowerCase());
  return local === undefined
    ? unresolved(node.source, `${shorten(name)}, which nothing defines`)
    : local;
}

function evaluateProperty(
  expression: Extract<Expression, { type: 'property' }>,
  node: YamlNode,
  reader: YamlReader,
): Resolution<YamlNode> {
  const { of } = expression;
  const names = follow(evaluate(expression.property, node, reader), property =>
    reader.texts(property),
  );
  return follow(names, name => {
    if (of.type === 'name' && !isLocal(of.name, node)) {
      return readContext(of.name, name, node);
    }
    return follow(evaluate(of, node, reader), owner =>
      readProperty(owner, name, reader),
    );
  });
}

function isLocal(name: string, { scope }: YamlNode): boolean {
  return scope.locals.has(name.toLowerCase());
}

function readContext(
  context: string,
  name: string,
  { scope, source }: YamlNode,
): Resolution<YamlNode> {
  switch (context.toLowerCase()) {
    case 'parameters':
      return (
        scope.parameters.get(name.toLowerCase()) ??
        unresolved(
          source,
          `the parameter ${shorten(name)}, which the file does not declare`,
        )
      );
    case 'variables': {
      const values = scope.variables.get(name.toLowerCase());
      return values === undefined
        ? unresolved(
            source,
            `the variable ${shorten(
              name,
            )}, which no file gives a value before a run`,
          )
        : resolved(values);
    }
    default:
      return unresolved(
        source,
        `${shorten(context)}.${shorten(name)}, which is known only in a run`,
      );
  }
}

/** As in Azure Pipelines, a property that is not there is empty. */
function readProperty(
  owner: YamlNode,
  name: string,
  reader: YamlReader,
): Resolution<YamlNode> {
  return follow(reader.resolve(owner), of => {
    if (Array.isArray(of.content)) {
      const items = reader.items(of);
      return {
        ...items,
        values: [items.values[Number(name)] ?? literalNode('', owner.source)],
      };
    }
    const found = follow(reader.entries(of), ({ key, value }) =>
      resolved(isSameName(key, name) ? [value] : []),
    );
    return found.values.length > 0
      ? found
      : { ...found, values: [literalNode('', owner.source)] };
  });
}

function evaluateCall(
  call: Extract<Expression, { type: 'call' }>,
  node: YamlNode,
  reader: YamlReader,
): Resolution<YamlNode> {
  const name = call.name.toLowerCase();
  if (name === 'iif' && call.arguments.length === 3) {
    // Like every branch, whatever the condition says.
    return gather(
      call.arguments.slice(1).map(value => evaluate(value, node, reader)),
    );
  }
  const values = call.arguments.map(argument =>
    evaluate(argument, node, reader),
  );
  if (name === 'join' && values.length === 2) {
    return join(values[0], values[1], node, reader);
  }
  const texts = values.map(value => follow(value, of => reader.texts(of)));
  return follow(combine(texts, node.source), combination => {
    const result = callFunction(name, combination);
    return result === undefined
      ? unresolved(
          node.source,
          `the function ${shorten(
            call.name,
          )}, which is not understood in a name`,
        )
      : resolved([literalNode(result, node.source)]);
  });
}

function join(
  separators: Resolution<YamlNode>,
  lists: Resolution<YamlNode>,
  node: YamlNode,
  reader: YamlReader,
): Resolution<YamlNode> {
  return follow(
    follow(separators, of => reader.texts(of)),
    separator =>
      follow(lists, list => {
        const items = reader.items(list);
        const texts = combine(
          items.values.map(item => reader.texts(item)),
          node.source,
        );
        return gather([
          { values: [], choices: [], unresolved: items.unresolved },
          follow(texts, parts =>
            resolved([literalNode(parts.join(separator), node.source)]),
          ),
        ]);
      }),
  );
}
