import { shorten } from './shorten';

/**
 * What a name must look like for each kind of resource.
 *
 * Projects and repositories: Microsoft's page "Naming restrictions and
 * conventions" (learn.microsoft.com, azure/devops/organizations/settings/naming-restrictions).
 * For pipelines, folders, environments and variable groups Microsoft publishes
 * no rule and the REST specification states no limit; there we keep to the
 * characters that every file system and URL can carry, which is narrower than
 * the service and therefore safe.
 */

/** Kinds of things that carry a name in Azure DevOps. @public */
export type NamedKind =
  | 'project'
  | 'repository'
  | 'pipeline'
  | 'folder'
  | 'environment'
  | 'variable-group'
  | 'service-connection'
  | 'group';

interface NameRule {
  readonly label: string;
  readonly maximumLength: number;
  readonly illegalCharacters: string;
  readonly reserved: readonly string[];
  /** Names that become part of an address cannot start like a route of the service. */
  readonly mayStartWithUnderscore: boolean;
}

const RESERVED_BY_SYSTEM: readonly string[] = [
  'AUX',
  'CON',
  'DefaultCollection',
  'NUL',
  'PRN',
  'SERVER',
  'SignalR',
  'Web',
  ...Array.from({ length: 10 }, (_, index) => `COM${index + 1}`),
  ...Array.from({ length: 9 }, (_, index) => `LPT${index + 1}`),
];

const RESERVED_BY_WEB_SERVER: readonly string[] = [
  'App_Browsers',
  'App_code',
  'App_Data',
  'App_GlobalResources',
  'App_LocalResources',
  'App_Themes',
  'App_WebResources',
  'bin',
  'web.config',
];

const FILE_SYSTEM_CHARACTERS = '\\/:*?"<>|';

const RULES: Readonly<Record<NamedKind, NameRule>> = {
  project: {
    label: 'Azure DevOps project',
    maximumLength: 64,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS};#$*{},+=[]`,
    reserved: [...RESERVED_BY_SYSTEM, ...RESERVED_BY_WEB_SERVER],
    mayStartWithUnderscore: false,
  },
  repository: {
    label: 'Git repository',
    maximumLength: 64,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS}~&%;@'#$*{},+=[]`,
    reserved: [...RESERVED_BY_SYSTEM, ...RESERVED_BY_WEB_SERVER],
    mayStartWithUnderscore: false,
  },
  pipeline: {
    label: 'pipeline',
    maximumLength: 128,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS};#$%&{},+=[]@`,
    reserved: [],
    mayStartWithUnderscore: true,
  },
  folder: {
    label: 'pipeline folder',
    maximumLength: 128,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS};#$%&{},+=[]@`,
    reserved: [],
    mayStartWithUnderscore: true,
  },
  environment: {
    label: 'environment',
    maximumLength: 128,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS};#$%&{},+=[]@`,
    reserved: [],
    mayStartWithUnderscore: true,
  },
  'variable-group': {
    label: 'variable group',
    maximumLength: 128,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS};#$%&{},+=[]@`,
    reserved: [],
    mayStartWithUnderscore: true,
  },
  'service-connection': {
    label: 'service connection',
    maximumLength: 128,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS};#$%&{},+=[]@`,
    reserved: [],
    mayStartWithUnderscore: true,
  },
  group: {
    label: 'group',
    maximumLength: 128,
    illegalCharacters: `${FILE_SYSTEM_CHARACTERS};#$%&{},+=[]@`,
    reserved: [],
    mayStartWithUnderscore: true,
  },
};

/** Words for a kind, as messages use them. @public */
export function labelOfNamedKind(kind: NamedKind): string {
  return RULES[kind].label;
}

/** Longest name that a kind takes, counted as Azure DevOps counts: in UTF-16 units. @public */
export function maximumNameLength(kind: NamedKind): number {
  return RULES[kind].maximumLength;
}

/**
 * Says what is wrong with a name, or `undefined` when Azure DevOps takes it.
 *
 * The message is a clause ("is 70 characters long, at most 64 are allowed") so
 * that the caller can put its own subject in front.
 *
 * @public
 */
export function findNameProblem(options: {
  readonly kind: NamedKind;
  readonly name: string;
}): string | undefined {
  const { kind, name } = options;
  const rule = RULES[kind];
  if (name.trim() === '') {
    return 'is empty';
  }
  if (name !== name.trim()) {
    return 'starts or ends with a space';
  }
  if (name.length > rule.maximumLength) {
    return `is ${name.length} characters long; the limit for ${rule.label} names is ${rule.maximumLength}`;
  }
  return findCharacterProblem(rule, name) ?? findWholeNameProblem(rule, name);
}

function findCharacterProblem(
  rule: NameRule,
  name: string,
): string | undefined {
  // Control characters and surrogates are refused for every kind of name, and
  // so is what makes one name look like another.
  if (
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u{10000}-\u{10FFFF}]/u.test(name)
  ) {
    return 'contains a control character or a character outside the basic Unicode plane';
  }
  const illegal = [...new Set(name)].filter(character =>
    rule.illegalCharacters.includes(character),
  );
  return illegal.length > 0
    ? `contains ${illegal.join(' ')}, not allowed in ${rule.label} names`
    : undefined;
}

function findWholeNameProblem(
  rule: NameRule,
  name: string,
): string | undefined {
  if (!rule.mayStartWithUnderscore && name.startsWith('_')) {
    return 'starts with an underscore';
  }
  if (name.startsWith('.') || name.endsWith('.')) {
    return 'starts or ends with a period';
  }
  const reserved = rule.reserved.find(
    word => word.toLowerCase() === name.toLowerCase(),
  );
  return reserved === undefined ? undefined : 'is reserved by the service';
}

/**
 * Whether two names address the same resource: Azure DevOps compares without case.
 *
 * @public
 */
export function isSameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Slug of a machine-learning project: what its folders, pipelines and environments are named after. @public */
export const SLUG_PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A name that cannot be, and what it was derived for. @public */
export interface NameProblem {
  readonly kind: NamedKind | 'slug';
  readonly name: string;
  /** The problem as a sentence. */
  readonly message: string;
}

/** Which names are derived from what. @public */
export interface DerivedNamesOptions {
  readonly slug: string;
  readonly environments: readonly string[];
  /** Name of the repository; the slug unless given. */
  readonly repository?: string;
  readonly project?: string;
  /** What the names of the pipelines end in. */
  readonly pipelines?: readonly string[];
}

/**
 * Checks every name that a machine-learning project would give to its
 * resources, before anything is created.
 *
 * @public
 */
export function findDerivedNameProblems(
  options: DerivedNamesOptions,
): readonly NameProblem[] {
  const { slug } = options;
  if (!SLUG_PATTERN.test(slug)) {
    return [
      {
        kind: 'slug',
        name: slug,
        message: `The project name "${shorten(
          slug,
        )}" is not made of lower-case letters and digits in parts joined by hyphens, such as churn-model.`,
      },
    ];
  }
  return deriveNames(options).flatMap(({ kind, name }) => {
    const problem = findNameProblem({ kind, name });
    const message = `The ${labelOfNamedKind(kind)} name "${shorten(
      name,
    )}" ${problem}.`;
    return problem === undefined ? [] : [{ kind, name, message }];
  });
}

function deriveNames(
  options: DerivedNamesOptions,
): readonly { readonly kind: NamedKind; readonly name: string }[] {
  const { slug, environments, project } = options;
  const pipelines = options.pipelines ?? ['ci', 'training', 'deployment'];
  return [
    ...(project === undefined
      ? []
      : [{ kind: 'project' as const, name: project }]),
    { kind: 'repository', name: options.repository ?? slug },
    { kind: 'folder', name: slug },
    ...pipelines.map(suffix => ({
      kind: 'pipeline' as const,
      name: `${slug}-${suffix}`,
    })),
    ...environments.flatMap(environment => [
      { kind: 'environment' as const, name: `${slug}-${environment}` },
      { kind: 'variable-group' as const, name: `${slug}-${environment}` },
      { kind: 'service-connection' as const, name: `${slug}-${environment}` },
      { kind: 'group' as const, name: `${slug}-${environment}-approvers` },
    ]),
  ];
}
