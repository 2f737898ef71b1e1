import { z } from 'zod';
import {
  findNameProblem,
  maximumNameLength,
  NamedKind,
} from '../names/resourceNames';
import { MAXIMUM_DESCRIPTION_LENGTH } from '../ownership/ownershipMark';
import { MAXIMUM_CHECK_TIMEOUT_MINUTES } from '../resources/check';

// Room for the ownership mark: two names of 64 characters and the brackets.
const LONGEST_MARK = 160;

/** A name by the rules of a kind of resource. */
export function nameField(kind: NamedKind) {
  return z
    .string()
    .check(context => {
      const problem = findNameProblem({ kind, name: context.value });
      if (problem !== undefined) {
        context.issues.push({
          code: 'custom',
          input: context.value,
          message: `a legal ${kind.replace(
            '-',
            ' ',
          )} name: this one ${problem}`,
        });
      }
    })
    .meta({ minLength: 1, maxLength: maximumNameLength(kind) });
}

/** A text on one line: what a plan prints must not look like another line. */
export function lineField(options: { readonly maximum: number }) {
  return z
    .string()
    .min(1)
    .max(options.maximum)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u, {
      error: 'a text on one line, without invisible control characters',
    });
}

/** A text of any number of lines. */
export const textField = z.string().regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, {
  error: 'a text without control characters other than line ends and tabs',
});

/** A description that leaves room for the ownership mark. */
export const descriptionField = textField
  .max(MAXIMUM_DESCRIPTION_LENGTH - LONGEST_MARK)
  .optional();

/** Path of a YAML file in the repository. */
export const yamlFileField = z
  .string()
  .max(400)
  .regex(
    /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]+\.ya?ml$/u,
    {
      error:
        'the path of a .yml file from the root of the repository, with forward slashes',
    },
  );

/** Short name of a branch, by the rules of git. */
export const branchField = z
  .string()
  .max(250)
  .regex(
    /^(?!refs\/|\/|.*(?:\.\.|@\{|\/\/|\/$|\.$))[^\s\p{Cc}\p{Cs}\p{Bidi_Control}~^:?*[\\]+$/u,
    { error: 'the short name of a branch, such as main' },
  );

/** Short names of branches; a star stands for anything. */
export const branchPatternField = z
  .string()
  .max(250)
  .regex(
    /^(?!refs\/|\/|.*(?:\.\.|@\{|\/\/|\/$|\.$))[^\s\p{Cc}\p{Cs}\p{Bidi_Control}~^:?,[\\]+$/u,
    {
      error:
        'the short name of a branch, such as main, or several with a star, such as release/*',
    },
  );

/** Name of a variable of a pipeline or group. */
export const variableNameField = z
  .string()
  .max(256)
  .regex(/^[A-Za-z][A-Za-z0-9_.]*$/, {
    error:
      'a variable name: a letter, then letters, digits, dots and underscores',
  });

/** Name under which the user's or the server's secrets have a value. */
export const secretNameField = z
  .string()
  .max(256)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, {
    error:
      'the name of a secret, not its value: a letter, then letters, digits, underscores and hyphens',
  });

/** A person or group: e-mail address, unique name, `[project]\group`, or entity reference. */
export const identityField = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u, {
    error: 'an e-mail address, or the name of a person or group',
  });

/** How long a run waits for a check. */
export const timeoutMinutesField = z
  .int()
  .min(1)
  .max(MAXIMUM_CHECK_TIMEOUT_MINUTES)
  .default(MAXIMUM_CHECK_TIMEOUT_MINUTES)
  .describe(
    'Minutes that a run waits before it fails; at most 30 days, which is also the default.',
  );

/** A path filter of a branch policy. */
export const pathFilterField = z
  .string()
  .max(400)
  .regex(/^!?\/[^\\;\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u, {
    error: 'a path that starts with a slash, such as /src/*',
  });

/** An id of Azure. */
export const guidField = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, {
    error: 'an id such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  });
