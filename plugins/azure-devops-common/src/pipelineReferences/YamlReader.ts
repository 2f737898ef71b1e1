import { describeValue } from '../desiredState/configurationProblem';
import { shorten } from '../names/shorten';
import { evaluateText } from './evaluateExpression';
import { splitText } from './parseExpression';
import { isMadeOfDirectives, readDirective } from './yamlDirective';
import {
  beyondLimit,
  childOf,
  combine,
  follow,
  gather,
  isMapping,
  Resolution,
  resolved,
  unresolved,
  YamlNode,
} from './YamlNode';

/** A key and what it holds. */
export interface YamlEntry {
  readonly key: string;
  readonly value: YamlNode;
}

/** Far more than any honest pipeline has once its templates are put in. */
const MAXIMUM_PARTS = 20_000;

/** Variables that stand for variables that stand for variables. */
const MAXIMUM_MACRO_DEPTH = 10;

/** No name and no path is longer. */
const LONGEST_TEXT = 4096;

/**
 * Reads a pipeline's YAML the way that templates are put together: all
 * branches of an `if`, each turn of an `each`, values for expressions.
 */
export class YamlReader {
  private parts = 0;

  /** What a node that is nothing but an expression stands for. */
  resolve(node: YamlNode): Resolution<YamlNode> {
    if (typeof node.content !== 'string' || !node.content.includes('${{')) {
      return resolved([node]);
    }
    const [part, ...others] = splitText(node.content.trim());
    return part?.type === 'expression' && others.length === 0
      ? follow(this.evaluate(part.text, node), value =>
          this.resolve(inherit(value, node)),
        )
      : resolved([node]);
  }

  /** The texts that a value may be, once templates are put together. */
  texts(node: YamlNode): Resolution<string> {
    return follow(this.resolve(node), value => {
      const { content, source } = value;
      if (content === null || content === undefined) {
        return resolved(['']);
      }
      if (typeof content === 'object') {
        return unresolved(
          source,
          `${describeValue(content)} where a text belongs`,
        );
      }
      return typeof content === 'string'
        ? this.interpolate(content, value)
        : resolved([String(content)]);
    });
  }

  /** The texts that a value may be when a run starts: `$(variable)` too. */
  names(node: YamlNode): Resolution<string> {
    return follow(this.texts(node), text => this.expand(text, node, 0));
  }

  /** The items of a list, with `if` and `each` carried out. */
  items(node: YamlNode): Resolution<YamlNode> {
    return follow(this.resolve(node), list => {
      const { content, source } = list;
      if (content === null || content === undefined || content === '') {
        return resolved([]);
      }
      if (Array.isArray(content)) {
        return gather(this.children(list).map(child => this.item(child)));
      }
      return isMapping(content) && isMadeOfDirectives(content)
        ? this.item(list)
        : unresolved(source, `${describeValue(content)} where a list belongs`);
    });
  }

  /** The items as they are written. */
  children(node: YamlNode): readonly YamlNode[] {
    return Array.isArray(node.content)
      ? node.content.map((content, index) => childOf(node, index, content))
      : [];
  }

  /** What one written item stands for: lists are put in place. */
  item(node: YamlNode): Resolution<YamlNode> {
    if (this.isTooMuch()) {
      return tooMuch(node);
    }
    return follow(this.resolve(node), item => {
      const { content } = item;
      if (Array.isArray(content)) {
        return this.items(item);
      }
      if (!isMapping(content) || !isMadeOfDirectives(content)) {
        return resolved([item]);
      }
      return gather(
        Object.entries(content).map(([key, body]) =>
          follow(this.carryOut(key, childOf(item, key, body)), part =>
            this.item(part),
          ),
        ),
      );
    });
  }

  /** The keys of a mapping, with `if`, `each` and `insert` carried out. */
  entries(node: YamlNode): Resolution<YamlEntry> {
    return follow(this.resolve(node), mapping => {
      const { content, source } = mapping;
      if (content === null || content === undefined || content === '') {
        return resolved([]);
      }
      return isMapping(content)
        ? gather(
            Object.entries(content).map(([key, value]) =>
              this.entry(key, childOf(mapping, key, value)),
            ),
          )
        : unresolved(
            source,
            `${describeValue(content)} where a group of keys belongs`,
          );
    });
  }

  private entry(key: string, value: YamlNode): Resolution<YamlEntry> {
    if (this.isTooMuch()) {
      return tooMuch(value);
    }
    if (readDirective(key) !== undefined) {
      return follow(this.carryOut(key, value), part => this.entries(part));
    }
    return key.includes('${{')
      ? follow(this.texts({ ...value, content: key }), name =>
          resolved([{ key: name, value }]),
        )
      : resolved([{ key, value }]);
  }

  /** The body of a directive, as often as it counts. */
  private carryOut(key: string, body: YamlNode): Resolution<YamlNode> {
    const directive = readDirective(key);
    if (directive?.type !== 'each') {
      const isConditional = body.isConditional || directive?.type === 'branch';
      return resolved([{ ...body, isConditional }]);
    }
    const turns = follow(
      this.evaluate(directive.collection, body),
      collection => this.turns(collection),
    );
    const bodyOf = (turn: Resolution<YamlNode>): YamlNode => ({
      ...body,
      scope: {
        ...body.scope,
        locals: new Map([
          ...body.scope.locals,
          [directive.variable.toLowerCase(), turn],
        ]),
      },
    });
    // In a turn that may be, the name is a choice; the rest of the body is there.
    const { values, choices } = turns;
    return {
      values: [
        ...values.map(turn => bodyOf(resolved([turn]))),
        ...(choices.length > 0
          ? [bodyOf({ values: [], choices, unresolved: [] })]
          : []),
      ],
      choices: [],
      unresolved: turns.unresolved,
    };
  }

  /** What an `each` goes through: items, or pairs of key and value. */
  private turns(collection: YamlNode): Resolution<YamlNode> {
    return follow(this.resolve(collection), of =>
      isMapping(of.content) && !isMadeOfDirectives(of.content)
        ? follow(this.entries(of), ({ key, value }) =>
            resolved([{ ...value, content: { key, value: value.content } }]),
          )
        : this.items(of),
    );
  }

  private interpolate(text: string, node: YamlNode): Resolution<string> {
    const pieces = splitText(text).map(part =>
      part.type === 'text'
        ? resolved([part.text])
        : follow(this.evaluate(part.text, node), value => this.texts(value)),
    );
    return joinTexts(pieces, node);
  }

  private evaluate(text: string, node: YamlNode): Resolution<YamlNode> {
    return this.isTooMuch() ? tooMuch(node) : evaluateText(text, node, this);
  }

  /** Puts values in the place of `$(variable)`. */
  private expand(
    text: string,
    node: YamlNode,
    depth: number,
  ): Resolution<string> {
    if (text.includes('$[') || depth > MAXIMUM_MACRO_DEPTH) {
      return unresolved(
        node.source,
        `${shorten(text)}, which is known only in a run`,
      );
    }
    const pieces = text.split(/(\$\([^()]+\))/).map(piece => {
      const macro = /^\$\(([^()]+)\)$/.exec(piece);
      return macro === null
        ? resolved([piece])
        : this.macro(macro[1], node, depth);
    });
    return joinTexts(pieces, node);
  }

  private macro(
    name: string,
    node: YamlNode,
    depth: number,
  ): Resolution<string> {
    if (this.isTooMuch()) {
      return tooMuch(node);
    }
    const values = node.scope.variables.get(name.toLowerCase());
    return values === undefined
      ? unresolved(
          node.source,
          `the variable ${shorten(
            name,
          )}, which no file gives a value before a run`,
        )
      : follow(gather(values.map(value => this.texts(value))), text =>
          this.expand(text, node, depth + 1),
        );
  }

  private isTooMuch(): boolean {
    this.parts++;
    return this.parts > MAXIMUM_PARTS;
  }
}

function joinTexts(
  pieces: readonly Resolution<string>[],
  node: YamlNode,
): Resolution<string> {
  return follow(combine(pieces, node.source), combination => {
    const text = combination.join('');
    return text.length > LONGEST_TEXT
      ? unresolved(node.source, `a text of ${text.length} characters`)
      : resolved([text]);
  });
}

/** What an expression stands for is as conditional as its place. */
function inherit(value: YamlNode, place: YamlNode): YamlNode {
  return place.isConditional ? { ...value, isConditional: true } : value;
}

function tooMuch(node: YamlNode): Resolution<never> {
  return beyondLimit(
    node.source,
    `more than ${MAXIMUM_PARTS} parts once templates are put in`,
  );
}
