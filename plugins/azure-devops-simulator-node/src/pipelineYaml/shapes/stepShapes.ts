import {
  boolean,
  dictionary,
  filledText,
  list,
  MappingShape,
  object,
  Shape,
  text,
  textLike,
  textOneOf,
  variants,
} from './Shape';

/** Rule: yaml-schema, steps, the properties that every step has. */
const stepProperties: Readonly<Record<string, Shape>> = {
  name: textLike(
    /^[-_A-Za-z0-9]*$/,
    'A reference name may hold letters, digits, - and _ only',
  ),
  displayName: text,
  condition: text,
  continueOnError: boolean,
  enabled: boolean,
  env: dictionary(text),
  target: {
    kind: 'choice',
    scalar: text,
    mapping: object({
      container: filledText,
      commands: textOneOf('any', 'restricted'),
      settableVariables: {
        kind: 'choice',
        scalar: textOneOf('none'),
        sequence: list(() => filledText),
      },
    }),
  },
  timeoutInMinutes: filledText,
  retryCountOnTaskFailure: text,
};

const step = (
  key: string,
  own: Readonly<Record<string, Shape>>,
  options: { readonly isKeyFilled?: boolean } = {},
): MappingShape =>
  object(
    {
      [key]: options.isKeyFilled ? filledText : text,
      ...own,
      ...stepProperties,
    },
    [key],
  );

/** Rule: yaml-schema, steps and each of its kinds. */
export const stepShape = variants({
  task: step('task', { inputs: dictionary(text) }, { isKeyFilled: true }),
  script: step('script', { failOnStderr: text, workingDirectory: text }),
  bash: step('bash', { failOnStderr: text, workingDirectory: text }),
  pwsh: step('pwsh', {
    errorActionPreference: text,
    failOnStderr: text,
    ignoreLASTEXITCODE: text,
    workingDirectory: text,
  }),
  powershell: step('powershell', {
    errorActionPreference: text,
    failOnStderr: text,
    ignoreLASTEXITCODE: text,
    workingDirectory: text,
  }),
  checkout: step('checkout', {
    clean: textOneOf('true', 'false'),
    fetchDepth: text,
    fetchFilter: text,
    fetchTags: text,
    lfs: text,
    path: text,
    persistCredentials: text,
    sparseCheckoutDirectories: text,
    sparseCheckoutPatterns: text,
    submodules: text,
    workspaceRepo: textOneOf('true', 'false'),
  }),
  publish: step('publish', { artifact: filledText }, { isKeyFilled: true }),
  upload: step('upload', { artifact: filledText }, { isKeyFilled: true }),
  download: step(
    'download',
    { artifact: filledText, patterns: filledText },
    { isKeyFilled: true },
  ),
  downloadBuild: step(
    'downloadBuild',
    { artifact: text, path: text, patterns: text, inputs: dictionary(text) },
    { isKeyFilled: true },
  ),
  getPackage: step('getPackage', { path: text }, { isKeyFilled: true }),
  reviewApp: step('reviewApp', {}, { isKeyFilled: true }),
});

export const stepsShape = list(() => stepShape);
