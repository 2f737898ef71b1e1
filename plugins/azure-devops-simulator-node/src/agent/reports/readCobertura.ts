import { TaskFailure } from '../TaskFailure';
import { attributeOf, childrenOf, parseXml } from './parseXml';

export interface CoverageFigures {
  readonly linesCovered: number;
  readonly linesTotal: number;
  readonly branchesCovered: number;
  readonly branchesTotal: number;
}

/**
 * The figures at the head of a Cobertura report.
 *
 * @throws TaskFailure if it is none, or its head has no figures.
 */
export function readCobertura(text: string, file: string): CoverageFigures {
  const root = parseXml(text, file);
  const [coverage] = childrenOf(root, 'coverage');
  if (!coverage) {
    throw new TaskFailure(
      `${file} is no Cobertura report: its root is ${
        Object.keys(root).join(', ') || 'missing'
      }; coverage is expected. Other formats are not simulated.`,
    );
  }
  const figure = (name: string) => {
    const value = attributeOf(coverage, name);
    const number = Number(value ?? 'missing');
    if (!Number.isInteger(number) || number < 0) {
      throw new TaskFailure(
        `${file} has '${
          value ?? ''
        }' as ${name} of its coverage; a whole number is expected.`,
      );
    }
    return number;
  };
  return {
    linesCovered: figure('lines-covered'),
    linesTotal: figure('lines-valid'),
    branchesCovered: figure('branches-covered'),
    branchesTotal: figure('branches-valid'),
  };
}
