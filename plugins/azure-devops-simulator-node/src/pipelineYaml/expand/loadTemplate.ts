import { compileLimits } from '../compileLimits';
import { parseYamlTree } from '../parseYamlTree';
import { YamlMapping, YamlPlace, YamlTree } from '../YamlTree';
import { ExpansionStopped, FileEnvironment, PipelineFile } from './Expansion';

/**
 * Reads a template.
 *
 * @returns undefined once the problem has been told
 * @throws ExpansionStopped if there are too many files, or they are nested too deeply
 */
export async function loadTemplate(
  file: PipelineFile,
  options: {
    readonly place: YamlPlace;
    readonly environment: FileEnvironment;
  },
): Promise<YamlMapping | undefined> {
  const { place, environment } = options;
  const { expansion } = environment;
  if (file.depth > compileLimits.templateDepth) {
    throw new ExpansionStopped(
      `The maximum template nesting depth of ${compileLimits.templateDepth} has been exceeded`,
      place,
    );
  }
  const tree =
    expansion.files.get(file.displayName) ?? (await readFile(file, options));
  if (!tree) {
    return undefined;
  }
  expansion.budget.spendNode(file.displayName.length);
  if (tree.kind !== 'mapping') {
    expansion.problems.report(
      tree.place,
      tree.kind === 'sequence'
        ? 'A sequence was not expected'
        : `Unexpected value '${tree.text}'`,
    );
    return undefined;
  }
  return tree;
}

async function readFile(
  file: PipelineFile,
  {
    place,
    environment: { expansion },
  }: {
    readonly place: YamlPlace;
    readonly environment: FileEnvironment;
  },
): Promise<YamlTree | undefined> {
  const { files, problems, repositories } = expansion;
  const text = await file.source.read(file.path);
  if (text === undefined) {
    problems.report(
      place,
      `File /${file.path} not found in repository ${
        repositories.get(file.repository)?.name || file.repository
      }.`,
    );
    return undefined;
  }
  const parsed = parseYamlTree(text, file.displayName);
  if (parsed.kind === 'invalid') {
    for (const { message, line, column = 1 } of parsed.problems) {
      problems.report(
        line === undefined
          ? { file: file.displayName }
          : { file: file.displayName, line, column },
        message,
      );
    }
    return undefined;
  }
  if (files.size >= compileLimits.files) {
    throw new ExpansionStopped(
      `The maximum file count of ${compileLimits.files} has been exceeded`,
      place,
    );
  }
  files.set(file.displayName, parsed.tree);
  return parsed.tree;
}
