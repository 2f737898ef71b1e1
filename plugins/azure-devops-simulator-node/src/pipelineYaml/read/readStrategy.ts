import { CompileProblems } from '../CompileProblems';
import { CompiledRegularJob } from '../CompiledPipeline';
import { entriesOf, entryOf, textOf, valueOf, YamlTree } from '../YamlTree';
import {
  isRunTimeText,
  readNumberOrExpression,
  readTextMapping,
} from './readValues';

type Strategy = CompiledRegularJob['strategy'];

/** Rule: yaml-schema, jobs.job.strategy. */
export function readStrategy(
  tree: YamlTree | undefined,
  problems: CompileProblems,
): Strategy {
  const matrix = valueOf(tree, 'matrix');
  const parallel = valueOf(tree, 'parallel');
  const parallelKey = entryOf(tree, 'parallel')?.key;
  if (matrix && parallelKey) {
    problems.report(
      parallelKey.place,
      `Unexpected value 'parallel'. A strategy has either a matrix or parallel`,
    );
  }
  if (matrix) {
    return { kind: 'matrix', ...readMatrix(matrix, { tree, problems }) };
  }
  return parallel
    ? {
        kind: 'parallel',
        count: readNumberOrExpression(parallel, { fallback: 1, problems }),
      }
    : { kind: 'single' };
}

function readMatrix(
  matrix: YamlTree,
  options: {
    readonly tree: YamlTree | undefined;
    readonly problems: CompileProblems;
  },
) {
  const { tree, problems } = options;
  const limit = readNumberOrExpression(valueOf(tree, 'maxParallel'), {
    fallback: 0,
    problems,
  });
  const maxParallel =
    typeof limit === 'number' && limit > 0 ? { maxParallel: limit } : {};
  if (matrix.kind !== 'mapping') {
    const expression = textOf(matrix) ?? '';
    if (!isRunTimeText(expression)) {
      problems.report(
        matrix.place,
        `Unexpected value '${expression}'. A mapping or an expression was expected`,
      );
    }
    return { legs: expression, ...maxParallel };
  }
  for (const { key } of entriesOf(matrix)) {
    if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(key.text)) {
      problems.report(
        key.place,
        `Matrix configuration name ${key.text} is not valid. It may only contain basic Latin letters, digits and '_', must start with a letter, and has at most 100 characters.`,
      );
    }
  }
  const legs = Object.fromEntries(
    entriesOf(matrix).map(({ key, value }) => [
      key.text,
      readTextMapping(value),
    ]),
  );
  return { legs, ...maxParallel };
}
