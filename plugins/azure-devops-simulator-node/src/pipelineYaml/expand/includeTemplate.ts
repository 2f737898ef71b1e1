import { UsedTemplate } from '../CompiledPipeline';
import { bindParameters, GivenParameter } from '../parameters/bindParameters';
import { readDeclarations } from '../parameters/readDeclarations';
import { textOf, valueOf, YamlMapping } from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { expandEntries, expandTree, resolve } from './expandTree';
import { loadTemplate } from './loadTemplate';
import { locateTemplate } from './locateTemplate';
import { readDirective } from './readDirective';
import { Scope } from './Scope';
import { placeOf, scoped, ScopedEntry } from './ScopedNode';

/** A template that has been opened: its keys besides `parameters`, and what it can see. */
export interface OpenedTemplate {
  readonly entries: readonly ScopedEntry[];
  readonly scope: Scope;
  readonly environment: FileEnvironment;
}

/** Keys that each kind of template may have. Rule: yaml-schema, the templates of each list. */
const allowedKeys: Readonly<Record<UsedTemplate['usage'], readonly string[]>> =
  {
    steps: ['steps'],
    jobs: ['jobs'],
    stages: ['stages'],
    variables: ['variables'],
    extends: [
      'extends',
      'jobs',
      'resources',
      'stages',
      'steps',
      'trigger',
      'variables',
    ],
  };

/** Whether an item of a list includes a template. */
export function isInclusion(entries: readonly ScopedEntry[]): boolean {
  return entries[0]?.key.text.toLowerCase() === 'template';
}

/**
 * Opens the template that an item or `extends` names, and gives it its parameters.
 *
 * @returns undefined once the problem has been told
 */
export async function openTemplate(
  inclusion: readonly ScopedEntry[],
  options: {
    readonly usage: UsedTemplate['usage'];
    /** What the including place can see. */
    readonly scope: Scope;
    readonly environment: FileEnvironment;
  },
): Promise<OpenedTemplate | undefined> {
  const { usage, scope, environment } = options;
  const { expansion } = environment;
  const [first] = inclusion;
  const reference = expandTree(first.value, expansion);
  const name = textOf(reference);
  if (!name) {
    const isTold = reference.kind === 'scalar' && reference.isUnknown;
    if (!isTold) {
      expansion.problems.report(reference.place, 'Expected a non-empty string');
    }
    return undefined;
  }
  const given = readGiven(inclusion, environment);
  const { place } = reference;
  const file = await locateTemplate(name, { place, environment });
  const tree = file && (await loadTemplate(file, { place, environment }));
  if (!tree) {
    return undefined;
  }
  noteUse(environment, {
    repository: file.repository,
    path: `/${file.path}`,
    usage,
  });
  const inner = { expansion, file };
  const declarations = readDeclarations(valueOf(tree, 'parameters'), {
    owner: 'template',
    problems: expansion.problems,
  });
  const parameters = await bindParameters(declarations, {
    given,
    place,
    givenIn: environment,
    declaredIn: inner,
  });
  if (!parameters) {
    return undefined;
  }
  const innerScope = scope.forTemplate(parameters);
  return {
    scope: innerScope,
    environment: inner,
    entries: readContent(tree, {
      usage,
      scope: innerScope,
      environment: inner,
    }),
  };
}

function noteUse({ expansion }: FileEnvironment, use: UsedTemplate): void {
  const isKnown = expansion.templates.some(
    known =>
      known.path === use.path &&
      known.repository === use.repository &&
      known.usage === use.usage,
  );
  if (!isKnown) {
    expansion.templates.push(use);
  }
}

/** The `parameters` of an inclusion; every other key is too much. */
function readGiven(
  [, ...others]: readonly ScopedEntry[],
  { expansion }: FileEnvironment,
): readonly GivenParameter[] {
  const { problems } = expansion;
  return others.flatMap(({ key, value }) => {
    if (key.text.toLowerCase() !== 'parameters') {
      problems.report(key.place, `Unexpected value '${key.text}'`);
      return [];
    }
    const resolved = resolve(value, expansion);
    if (resolved.kind === 'tree' && resolved.tree.kind === 'sequence') {
      problems.report(placeOf(value), 'A sequence was not expected');
    }
    return expandEntries(resolved, expansion).map(entry => ({
      name: entry.key.text,
      place: entry.key.place,
      value: entry.value,
    }));
  });
}

function readContent(
  tree: YamlMapping,
  options: {
    readonly usage: UsedTemplate['usage'];
    readonly scope: Scope;
    readonly environment: FileEnvironment;
  },
): readonly ScopedEntry[] {
  const { usage, scope, environment } = options;
  const { expansion } = environment;
  const rest = {
    ...tree,
    entries: tree.entries.filter(
      ({ key }) =>
        key.text.toLowerCase() !== 'parameters' ||
        readDirective(key.text) !== undefined,
    ),
  };
  return expandEntries(scoped(rest, scope), expansion).filter(({ key }) => {
    const isAllowed = allowedKeys[usage].includes(key.text);
    if (!isAllowed) {
      expansion.problems.report(key.place, `Unexpected value '${key.text}'`);
    }
    return isAllowed;
  });
}
