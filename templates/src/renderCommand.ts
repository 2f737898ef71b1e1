import { promises as fileSystem } from 'node:fs';
import { parseArgs } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse } from 'yaml';
import { quietLogger } from './quietLogger';
import { renderTemplate } from './renderTemplate';

const help = `Renders the template azure-mlops-project without a portal.

  npm run render -- --input FILE --out DIR

  --input FILE   the filled-in form, YAML; see templates/azure-mlops-project/examples
  --out DIR      folder for the rendered project; must be missing or empty
`;

/**
 * The command `npm run render`.
 *
 * @returns the exit code: 0 rendered, 1 the form or the folder is at fault.
 */
export async function runRenderCommand(
  commandLine: readonly string[],
): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...commandLine],
      options: {
        input: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    if (!values.input || !values.out) {
      throw new Error(`--input and --out are both needed.\n\n${help}`);
    }
    await requireEmptyFolder(values.out);
    await renderTemplate({
      templateFile: resolvePackagePath(
        'azure-mlops-templates',
        'azure-mlops-project/template.yaml',
      ),
      parameters: parse(await fileSystem.readFile(values.input, 'utf8')),
      outputDirectory: values.out,
      logger: quietLogger,
    });
    process.stdout.write(`Rendered ${values.input} into ${values.out}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 1;
  }
}

async function requireEmptyFolder(folder: string): Promise<void> {
  const entries = await fileSystem.readdir(folder).catch(error => {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw error;
  });
  if (entries.length > 0) {
    throw new Error(
      `--out: the folder ${folder} holds ${entries.length} entries, expected none. Name another folder, or empty this one.`,
    );
  }
}
