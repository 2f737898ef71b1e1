import { findFiles } from '../findFiles';
import { publishTestReports } from '../reports/publishTestReports';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const folder = inputs.path('searchFolder');
  const patterns = inputs.lines('testResultsFiles');
  const files = await findFiles(folder, patterns);
  if (files.length === 0) {
    const message = `No test result files matching ${patterns.join(
      ', ',
    )} were found in ${folder}.`;
    if (inputs.flag('failTaskOnMissingResultsFile')) {
      throw new TaskFailure(message);
    }
    context.warn(message);
    return;
  }
  const { failed, broken } = await publishTestReports(context, {
    files,
    title: inputs.text('testRunTitle'),
    isMerged: inputs.flag('mergeTestResults'),
  });
  if (broken > 0 && inputs.flag('failTaskOnFailureToPublishResults')) {
    throw new TaskFailure(`${broken} test result files could not be read.`);
  }
  if (failed > 0 && inputs.flag('failTaskOnFailedTests')) {
    throw new TaskFailure(
      `There are ${failed} failed tests in the result files.`,
    );
  }
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-test-results-v2 */
export const publishTestResults: Task = {
  id: '0b0f01ed-7dde-43ff-9cbb-e48954daf9b1',
  name: 'PublishTestResults',
  version: '2',
  friendlyName: 'Publish Test Results',
  inputs: [
    {
      name: 'testRunner',
      aliases: ['testResultsFormat'],
      default: 'JUnit',
      values: ['JUnit', 'NUnit', 'VSTest', 'XUnit', 'CTest'],
      notSimulated: ['NUnit', 'VSTest', 'XUnit', 'CTest'],
    },
    { name: 'testResultsFiles', default: '**/TEST-*.xml', isRequired: true },
    { name: 'searchFolder' },
    flag('mergeTestResults'),
    flag('failTaskOnFailedTests'),
    flag('failTaskOnFailureToPublishResults'),
    flag('failTaskOnMissingResultsFile'),
    { name: 'testRunTitle' },
    { name: 'platform', aliases: ['buildPlatform'] },
    { name: 'configuration', aliases: ['buildConfiguration'] },
    flag('publishRunAttachments', { default: 'true' }),
  ],
  run,
};
