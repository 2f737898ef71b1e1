import { LONGEST_ENVIRONMENT_NAME } from './environmentAnswers';
import { shorten } from './shorten';

/**
 * Longest name of a project. Its catalog has a resource for each environment,
 * called <project>-<environment>, and the catalog takes names of up to 63
 * characters. Every name in Azure follows: a generated project shortens what
 * is longer than Azure allows, the same way each time.
 *
 * @public
 */
export const LONGEST_PROJECT_NAME = 40;

const LONGEST_CATALOG_NAME = 63;

/**
 * Says why a generated project cannot have a name, or `undefined` when all
 * that is derived from it, for any environment, is possible in the catalog
 * and in Azure.
 *
 * @public
 */
export function findProjectNameProblem(name: string): string | undefined {
  if (/^[0-9]/.test(name)) {
    return `'${shorten(
      name,
    )}' starts with a digit: endpoints and computes in Azure Machine Learning are named after the project, and their names start with a letter.`;
  }
  if (name.length > LONGEST_PROJECT_NAME) {
    return (
      `'${shorten(name)}' has ${
        name.length
      } characters, at most ${LONGEST_PROJECT_NAME} are possible: ` +
      `with the name of an environment, of up to ${LONGEST_ENVIRONMENT_NAME}, it has to fit into the ${LONGEST_CATALOG_NAME} characters of a name in the catalog, ` +
      'and to stay readable where Azure takes fewer, such as 24 for a storage account.'
    );
  }
  return undefined;
}
