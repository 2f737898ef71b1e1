import type { Checked } from './Checked';
import type { ConfigurationProblem } from './configurationProblem';
import { problemsOfSchema } from './schemaProblems';

/** The parsed content of one configuration file, not checked yet. @public */
export interface ConfigurationFile {
  /**
   * How messages call the file: its path in the repository. Pipelines call an
   * environment what follows `environment_` in the name of its folder.
   */
  readonly file: string;
  readonly content: unknown;
}

/** A schema of configuration, as far as checking goes. */
export interface Schema<Configuration> {
  safeParse(content: unknown):
    | { success: true; data: Configuration }
    | {
        success: false;
        error: { issues: Parameters<typeof problemsOfSchema>[0]['issues'] };
      };
}

/** Holds the content of a file against its schema. */
export function checkFile<Configuration>(
  schema: Schema<Configuration>,
  { file, content }: ConfigurationFile,
): {
  readonly checked: Checked<Configuration> | undefined;
  readonly problems: readonly ConfigurationProblem[];
} {
  const result = schema.safeParse(content);
  return result.success
    ? { checked: { file, configuration: result.data }, problems: [] }
    : {
        checked: undefined,
        problems: problemsOfSchema({
          file,
          content,
          issues: result.error.issues,
        }),
      };
}
