/** Why a name cannot be used; undefined if it can. */
export type NameProblem = string | undefined;

interface NameRule {
  readonly longest: number;
  readonly forbidden: string;
  readonly edges: boolean;
}

const repositoryCharacters = '\\/:*?"<>|;#${},+=[]';
const resourceCharacters = ',"/\\[]:|<>+=;?*';

const rules = {
  project: { longest: 64, forbidden: repositoryCharacters, edges: true },
  repository: { longest: 64, forbidden: repositoryCharacters, edges: true },
  pipeline: { longest: 260, forbidden: '\\/:*?"<>|@', edges: false },
  environment: { longest: 128, forbidden: resourceCharacters, edges: false },
  serviceConnection: { longest: 255, forbidden: '', edges: false },
  secureFile: { longest: 255, forbidden: '\\/:*?"<>|', edges: false },
  team: { longest: 64, forbidden: resourceCharacters, edges: true },
  agentQueue: { longest: 128, forbidden: '"/:<>\\|+=;?*,[]', edges: false },
  variableGroup: { longest: 255, forbidden: '', edges: false },
} as const satisfies Readonly<Record<string, NameRule>>;

export type NamedResource = keyof typeof rules;

const reserved =
  /^(aux|com\d|con|defaultcollection|lpt\d|nul|prn|server|signalr|web|webconfig|app_(browsers|code|data|globalresources|localresources|themes|webreferences)|bin)$/i;

const deviceName = /^(aux|com\d|con|lpt\d|nul|prn)$/i;

/** Whether one of several words of a name is the name of a device. */
export function hasDeviceName(name: string): boolean {
  return name.split(/[\s._-]+/).some(word => deviceName.test(word));
}

function hasControlCharacter(name: string): boolean {
  return [...name].some(character => character < ' ' || character === '\u007f');
}

/** No address can have it, so nothing with such a name could be found again. */
const halfCharacter = /\p{Surrogate}/u;

/** Azure DevOps' rules for names, as far as they are documented. */
export function nameProblem(
  resource: NamedResource,
  name: string | undefined,
): NameProblem {
  const rule: NameRule = rules[resource];
  if (name === undefined || name.trim() === '') {
    return 'the name is empty';
  }
  if (name.length > rule.longest) {
    return `it has ${name.length} characters, and at most ${rule.longest} are allowed`;
  }
  const illegal = [...rule.forbidden].filter(character =>
    name.includes(character),
  );
  if (illegal.length > 0) {
    return `it contains ${illegal.join(' ')}, and none of ${[
      ...rule.forbidden,
    ].join(' ')} is allowed`;
  }
  if (hasControlCharacter(name)) {
    return 'it contains a control character';
  }
  if (halfCharacter.test(name)) {
    return 'it contains half a character, a surrogate without its other half';
  }
  if (name !== name.trim()) {
    return 'it starts or ends with a space';
  }
  if (rule.edges && (/^[_.]/.test(name) || name.endsWith('.'))) {
    return 'it must not start with an underscore or a period, nor end with a period';
  }
  return rule.edges && reserved.test(name) ? 'the name is reserved' : undefined;
}
