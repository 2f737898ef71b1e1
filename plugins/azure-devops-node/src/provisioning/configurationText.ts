import {
  escapeInvisible,
  type ConfigurationProblem,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { isError } from '@backstage/errors';
import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
} from 'yaml';

const MOST_SYNTAX_PROBLEMS = 5;
const LONGEST_MESSAGE = 300;

/** A configuration file that has been read. */
export interface ParsedText {
  readonly file: string;
  readonly content: unknown;
  readonly problems: readonly ConfigurationProblem[];
  /** Line of a key, or of the nearest one around it. */
  lineOf(keyPath: readonly (string | number)[]): number | undefined;
}

/** Parses the text of a configuration file and remembers where its keys are. */
export function parseConfigurationText(options: {
  readonly file: string;
  readonly text: string;
}): ParsedText {
  const { file, text } = options;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    uniqueKeys: true,
    // An excerpt of the text belongs in no message: it may hold anything.
    prettyErrors: false,
    // What is wrong is reported here, not on the process's console.
    logLevel: 'error',
  });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  const problems = [...document.errors, ...document.warnings]
    // What comes later follows from the first ones more often than not.
    .slice(0, MOST_SYNTAX_PROBLEMS)
    .map(error => ({
      file,
      keyPath: [],
      line: lineAt(error.pos[0]),
      found: escapeInvisible(error.message.slice(0, LONGEST_MESSAGE)),
      expected: 'YAML',
      remedy: 'Correct the syntax.',
    }));
  const lineOf = (keyPath: readonly (string | number)[]) =>
    findLine({ document, keyPath, lineAt });
  if (problems.length > 0) {
    return { file, content: undefined, problems, lineOf };
  }
  return { file, lineOf, ...toContent(document, file) };
}

function toContent(
  document: Document,
  file: string,
): Pick<ParsedText, 'content' | 'problems'> {
  try {
    // Aliases can make a small file enormous, and the format has no use for them.
    return { content: document.toJS({ maxAliasCount: 0 }), problems: [] };
  } catch (error) {
    return {
      content: undefined,
      problems: [
        {
          file,
          keyPath: [],
          found: isError(error) ? error.message : String(error),
          expected: 'YAML without anchors and aliases',
          remedy: 'Write the values out.',
        },
      ],
    };
  }
}

function findLine(options: {
  readonly document: Document;
  readonly keyPath: readonly (string | number)[];
  readonly lineAt: (offset: number) => number;
}): number | undefined {
  const { document, keyPath, lineAt } = options;
  for (let length = keyPath.length; length > 0; length--) {
    const parent = document.getIn(keyPath.slice(0, length - 1), true);
    const offset = offsetOfKey(parent, keyPath[length - 1]);
    if (offset !== undefined) {
      return lineAt(offset);
    }
  }
  return undefined;
}

function offsetOfKey(
  parent: unknown,
  key: string | number,
): number | undefined {
  if (isSeq(parent)) {
    const item = parent.items[Number(key)];
    return isNode(item) ? item.range?.[0] : undefined;
  }
  if (!isMap(parent)) {
    return undefined;
  }
  const pair = parent.items.find(
    ({ key: candidate }) => isScalar(candidate) && candidate.value === key,
  );
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
