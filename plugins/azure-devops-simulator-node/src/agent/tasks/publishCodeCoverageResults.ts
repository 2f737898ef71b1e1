import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { findFiles } from '../findFiles';
import { CoverageFigures, readCobertura } from '../reports/readCobertura';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';

const none: CoverageFigures = {
  linesCovered: 0,
  linesTotal: 0,
  branchesCovered: 0,
  branchesTotal: 0,
};

function add(left: CoverageFigures, right: CoverageFigures): CoverageFigures {
  return {
    linesCovered: left.linesCovered + right.linesCovered,
    linesTotal: left.linesTotal + right.linesTotal,
    branchesCovered: left.branchesCovered + right.branchesCovered,
    branchesTotal: left.branchesTotal + right.branchesTotal,
  };
}

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const { workingDirectory, listener } = context.job;
  const patterns = inputs.lines('summaryFileLocation');
  const files = await findFiles(workingDirectory, patterns);
  let total = none;
  for (const file of files) {
    const name = relative(workingDirectory, file);
    const figures = readCobertura(await readFile(file, 'utf8'), name);
    context.log(
      `${name}: ${figures.linesCovered} of ${figures.linesTotal} lines, ${figures.branchesCovered} of ${figures.branchesTotal} branches`,
    );
    total = add(total, figures);
  }
  if (total.linesTotal === 0) {
    const message =
      files.length === 0
        ? `No code coverage files matching ${patterns.join(', ')} were found.`
        : 'The code coverage files name no lines.';
    if (inputs.flag('failIfCoverageEmpty')) {
      throw new TaskFailure(message);
    }
    context.warn(message);
    return;
  }
  listener.publishCoverage(total);
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-code-coverage-results-v2 */
export const publishCodeCoverageResults: Task = {
  id: '2a7ebc54-c13e-490e-81a5-d7561ab7cd97',
  name: 'PublishCodeCoverageResults',
  version: '2',
  friendlyName: 'Publish code coverage results',
  inputs: [
    { name: 'summaryFileLocation', isRequired: true },
    { name: 'pathToSources' },
    flag('failIfCoverageEmpty'),
  ],
  run,
};
