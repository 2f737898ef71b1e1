// @ts-check
import { CommandError } from './commandLine/commandError.mjs';
import { USAGE_EXIT_CODE, readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { EXAMPLE_ANSWERS, TEMPLATE, readAnswers } from './demo/answers.mjs';
import { followFirstRun } from './demo/followFirstRun.mjs';
import { describeRun } from './demo/followRun.mjs';
import { runTemplate } from './demo/runTemplate.mjs';
import { withDemoPortal } from './demo/withDemoPortal.mjs';
import { resourceTable } from './demo/resourceTable.mjs';
import { setUp } from './setup/setUp.mjs';

const HELP = `npm run demo -- [--input FILE] [--json] [--no-agent] [--break-a-test] [--azure-devops-url URL] [--data DIR]

Runs the template azure-mlops-project as a task of a portal that is started for it, without a
browser, and prints what became of every resource. The embedded Azure DevOps has an agent, so the
project's first CI run really runs on this machine, and is followed to its end. Exits 0 only when
the task completed and that run succeeded.

  --input FILE             the filled-in form (templates/azure-mlops-project/examples/churn-model.yaml)
  --json                   prints one JSON document last; everything else goes to standard error
  --no-agent               leaves the CI run in the queue
  --break-a-test           then opens a pull request with a unit test that fails, and shows its run
  --azure-devops-url URL   an Azure DevOps that runs already, in place of an embedded one of its own
                           (its token in AZURE_MLOPS_AZURE_DEVOPS_TOKEN)
  --data DIR               keeps the portal's state there, so that a second run finds it (temporary)`;

await runCommand(async () => {
  const options = readOptions({
    command: 'npm run demo',
    options: {
      input: { type: 'string' },
      json: { type: 'boolean' },
      'no-agent': { type: 'boolean' },
      'break-a-test': { type: 'boolean' },
      'azure-devops-url': { type: 'string' },
      data: { type: 'string' },
    },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const print = options.json ? console.error : console.log;
  const nodeEnvironment = await setUp({ print });
  const file = /** @type {string | undefined} */ (options.input);
  readAnswers({ file: file ?? EXAMPLE_ANSWERS }); // a missing file is told before anything starts
  const azureDevOpsUrl = /** @type {string | undefined} */ (
    options['azure-devops-url']
  );
  const hasAgent = !options['no-agent'] && !azureDevOpsUrl;
  if (options['break-a-test'] && !hasAgent) {
    throw new CommandError(
      '--break-a-test needs the agent of the embedded Azure DevOps: leave out --no-agent and --azure-devops-url.',
      { exitCode: USAGE_EXIT_CODE },
    );
  }
  print('Starting a portal');
  const { result, runs } = await withDemoPortal(
    {
      nodeEnvironment,
      dataDirectory: /** @type {string | undefined} */ (options.data),
      azureDevOpsUrl,
      simulatorArguments: hasAgent ? ['--agent'] : [],
    },
    async ({ api, azureDevOpsHost }) => {
      const task = await runTemplate({
        api,
        template: TEMPLATE,
        values: readAnswers({
          file: file ?? EXAMPLE_ANSWERS,
          host: azureDevOpsHost,
        }),
        onLine: print,
      });
      print(resourceTable(task));
      return {
        result: task,
        runs:
          hasAgent && task.status === 'completed'
            ? await followFirstRun({
                result: task,
                breakTest: options['break-a-test'] === true,
                print,
              })
            : undefined,
      };
    },
  );
  if (runs) {
    print(
      `\n${[runs.first, ...(runs.broken ? [runs.broken] : [])]
        .map(describeRun)
        .join('\n')}`,
    );
  }
  if (options.json) {
    const { stepSeconds, ...document } = result;
    process.stdout.write(
      `${JSON.stringify({ ...document, ...(runs && { runs }) }, null, 2)}\n`,
    );
  }
  const isRunFine = !runs || runs.first.result === 'succeeded';
  return result.status === 'completed' && isRunFine ? 0 : 1;
});
