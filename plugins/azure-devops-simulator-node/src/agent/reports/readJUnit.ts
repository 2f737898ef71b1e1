import { TestCaseResult } from '../JobListener';
import { TaskFailure } from '../TaskFailure';
import {
  attributeOf,
  childrenOf,
  parseXml,
  textOf,
  XmlElement,
} from './parseXml';

function toResult(testCase: XmlElement, suite: XmlElement): TestCaseResult {
  const [problem] = [
    ...childrenOf(testCase, 'failure'),
    ...childrenOf(testCase, 'error'),
  ];
  const [skipped] = childrenOf(testCase, 'skipped');
  const seconds = Number(attributeOf(testCase, 'time') ?? '0');
  const reason = problem ?? skipped;
  const message = reason && (attributeOf(reason, 'message') ?? textOf(reason));
  const trace = problem && textOf(problem);
  return {
    name: attributeOf(testCase, 'name') ?? '',
    storage:
      attributeOf(testCase, 'classname') ||
      attributeOf(testCase, 'file') ||
      attributeOf(suite, 'name') ||
      '',
    outcome: (problem && 'Failed') || (skipped && 'NotExecuted') || 'Passed',
    durationMilliseconds: Number.isFinite(seconds)
      ? Math.round(seconds * 1000)
      : 0,
    ...(message && { errorMessage: message }),
    ...(trace && { stackTrace: trace }),
  };
}

function casesOf(suite: XmlElement): readonly TestCaseResult[] {
  return [
    ...childrenOf(suite, 'testcase').map(one => toResult(one, suite)),
    ...childrenOf(suite, 'testsuite').flatMap(casesOf),
  ];
}

/**
 * The cases of a JUnit report.
 *
 * @throws TaskFailure if it is none.
 */
export function readJUnit(
  text: string,
  file: string,
): readonly TestCaseResult[] {
  const root = parseXml(text, file);
  const suites = [
    ...childrenOf(root, 'testsuites'),
    ...childrenOf(root, 'testsuite'),
  ];
  if (suites.length === 0) {
    throw new TaskFailure(
      `${file} is no JUnit report: its root is ${
        Object.keys(root).join(', ') || 'missing'
      }; testsuites or testsuite is expected.`,
    );
  }
  return suites.flatMap(casesOf);
}
