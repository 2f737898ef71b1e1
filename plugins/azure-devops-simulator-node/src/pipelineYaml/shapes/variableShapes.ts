import {
  boolean,
  dictionary,
  filledText,
  list,
  object,
  Shape,
  text,
  variants,
} from './Shape';

/** Rule: yaml-schema, variables: a mapping, or a list of names, groups and templates. */
export const variablesShape: Shape = {
  kind: 'choice',
  mapping: dictionary(text),
  sequence: list(() =>
    variants({
      name: object({ name: filledText, value: text, readonly: boolean }, [
        'name',
      ]),
      group: object({ group: filledText }, ['group']),
    }),
  ),
};
