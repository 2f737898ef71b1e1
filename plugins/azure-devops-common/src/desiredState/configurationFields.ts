import { z } from 'zod';
import { findNameProblem, NamedKind } from '../names/resourceNames';
import { MAXIMUM_DESCRIPTION_LENGTH } from '../ownership/ownershipMark';
import { MAXIMUM_CHECK_TIMEOUT_MINUTES } from '../resources/check';

// Room for the ownership mark: two names of 64 characters and the brackets.
const LONGEST_MARK = 160;

/** A name by the rules of a kind of resource. */
export function nameField(kind: NamedKind) {
  return z.string().check(context => {
    const problem = findNameProblem({ kind, name: context.value });
    if (problem !== undefined) {
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: `a legal ${kind.replace('-', ' ')} name: this one ${problem}`,
      });
    }
  });
}

/** A description that leaves room for the ownership mark. */
export const descriptionField = z
  .string()
  .max(MAXIMUM_DESCRIPTION_LENGTH - LONGEST_MARK)
  .optional();

/** Path of a YAML file in the repository. */
export const yamlFileField = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+\.ya?ml$/, {
    error:
      'the path of a .yml file from the root of the repository, with forward slashes',
  });

/** Short name of a branch. */
export const branchField = z
  .string()
  .regex(/^(?!refs\/)(?!\/)[^\s~^:?*[\\]+$/, {
    error: 'the short name of a branch, such as main',
  });

/** Name of a variable of a pipeline or group. */
export const variableNameField = z.string().regex(/^[A-Za-z][A-Za-z0-9_.]*$/, {
  error:
    'a variable name: a letter, then letters, digits, dots and underscores',
});

/** Name under which the user's or the server's secrets have a value. */
export const secretNameField = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, {
  error:
    'the name of a secret, not its value: a letter, then letters, digits, underscores and hyphens',
});

/** A person or group: e-mail address, unique name, `[project]\group`, or entity reference. */
export const identityField = z.string().trim().min(1).max(256);

/** How long a run waits for a check. */
export const timeoutMinutesField = z
  .int()
  .min(1)
  .max(MAXIMUM_CHECK_TIMEOUT_MINUTES)
  .default(MAXIMUM_CHECK_TIMEOUT_MINUTES);

/** A path filter of a branch policy. */
export const pathFilterField = z.string().regex(/^!?\/[^\\]*$/, {
  error: 'a path that starts with a slash, such as /src/*',
});

/** An id of Azure. */
export const guidField = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, {
    error: 'an id such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  });
