// @ts-check
import { readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { EXAMPLE_ANSWERS, TEMPLATE, readAnswers } from './demo/answers.mjs';
import { runTemplate } from './demo/runTemplate.mjs';
import { withDemoPortal } from './demo/withDemoPortal.mjs';
import { resourceTable } from './demo/resourceTable.mjs';
import { setUp } from './setup/setUp.mjs';

const HELP = `npm run demo -- [--input FILE] [--json] [--azure-devops-url URL] [--data DIR]

Runs the template azure-mlops-project as a task of a portal that is started for it, without a
browser, and prints what became of every resource. Exits 0 only when the task completed.

  --input FILE             the filled-in form (templates/azure-mlops-project/examples/churn-model.yaml)
  --json                   prints one JSON document last; everything else goes to standard error
  --azure-devops-url URL   an Azure DevOps that runs already, in place of an embedded one of its own
                           (its token in AZURE_MLOPS_AZURE_DEVOPS_TOKEN)
  --data DIR               keeps the portal's state there, so that a second run finds it (temporary)`;

await runCommand(async () => {
  const options = readOptions({
    command: 'npm run demo',
    options: {
      input: { type: 'string' },
      json: { type: 'boolean' },
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
  print('Starting a portal');
  const result = await withDemoPortal(
    {
      nodeEnvironment,
      dataDirectory: /** @type {string | undefined} */ (options.data),
      azureDevOpsUrl: /** @type {string | undefined} */ (
        options['azure-devops-url']
      ),
    },
    ({ api, azureDevOpsHost }) =>
      runTemplate({
        api,
        template: TEMPLATE,
        values: readAnswers({
          file: file ?? EXAMPLE_ANSWERS,
          host: azureDevOpsHost,
        }),
        onLine: print,
      }),
  );
  print(resourceTable(result));
  if (options.json) {
    const { stepSeconds, ...document } = result;
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  return result.status === 'completed' ? 0 : 1;
});
