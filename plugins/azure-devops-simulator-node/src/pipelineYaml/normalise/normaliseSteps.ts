import {
  entriesOf,
  entry,
  mapping,
  scalar,
  sequence,
  textOf,
  valueOf,
  YamlEntry,
  YamlMapping,
  YamlTree,
} from '../YamlTree';

/** Task of each shortcut. Rule: yaml-schema, steps.script and its siblings. */
const scriptTasks: Readonly<Record<string, string>> = {
  script: 'CmdLine@2',
  bash: 'Bash@3',
  powershell: 'PowerShell@2',
  pwsh: 'PowerShell@2',
};

/** Keys of a shortcut that are inputs of its task. */
const scriptInputs = [
  'errorActionPreference',
  'failOnStderr',
  'ignoreLASTEXITCODE',
  'workingDirectory',
];

/** Writes out the shortcuts among steps as the tasks that they stand for. */
export function normaliseSteps(tree: YamlTree): YamlTree {
  return tree.kind === 'sequence'
    ? sequence(tree.items.map(normaliseStep), tree.place)
    : tree;
}

/** What is no step is left as it is: the schema tells of it. */
export function normaliseStep(tree: YamlTree): YamlTree {
  if (tree.kind !== 'mapping' || tree.entries.length === 0) {
    return tree;
  }
  const shortcut = tree.entries[0].key.text.toLowerCase();
  if (shortcut in scriptTasks) {
    return scriptStep(tree, shortcut);
  }
  if (shortcut === 'publish' || shortcut === 'upload') {
    return publishStep(tree);
  }
  // `download: none` is no task: it keeps a deployment job from downloading by itself.
  return shortcut === 'download' && !isNone(tree.entries[0].value)
    ? downloadStep(tree)
    : tree;
}

function isNone(tree: YamlTree): boolean {
  return textOf(tree)?.toLowerCase() === 'none';
}

function scriptStep(step: YamlMapping, shortcut: string): YamlMapping {
  const [first] = step.entries;
  const { place } = first.key;
  const inputs: YamlEntry[] = [];
  if (shortcut !== 'script') {
    inputs.push(entry('targetType', scalar('inline', place)));
  }
  inputs.push(entry('script', first.value));
  if (shortcut === 'pwsh') {
    inputs.push(entry('pwsh', scalar('true', place)));
  }
  return taskStep(step, {
    task: scriptTasks[shortcut],
    inputs,
    moved: scriptInputs,
  });
}

function publishStep(step: YamlMapping): YamlMapping {
  const artifact = valueOf(step, 'artifact');
  return taskStep(step, {
    task: 'PublishPipelineArtifact@1',
    inputs: [
      entry('targetPath', step.entries[0].value),
      ...(artifact ? [entry('artifact', artifact)] : []),
    ],
    moved: [],
    dropped: ['artifact'],
  });
}

/**
 * Artifacts of the run itself go to `$(Pipeline.Workspace)`, those of a
 * pipeline resource into a folder of its alias; one artifact alone is put into
 * a folder of its name. Rule: yaml-schema, steps.download.
 */
function downloadStep(step: YamlMapping): YamlMapping {
  const { place } = step;
  const source = textOf(step.entries[0].value) ?? '';
  const isCurrent = source.toLowerCase() === 'current';
  const artifact = textOf(valueOf(step, 'artifact'));
  const patterns = textOf(valueOf(step, 'patterns'));
  const input = (name: string, text: string) =>
    entry(name, scalar(text, place));
  const resource = `resources.pipeline.${source}`;
  const folder = [
    '$(Pipeline.Workspace)',
    ...(isCurrent ? [] : [source]),
    ...(artifact ? [artifact] : []),
  ].join('/');
  const origin = isCurrent
    ? [input('buildType', 'current')]
    : [
        input('buildType', 'specific'),
        input('project', `$(${resource}.projectID)`),
        input('definition', `$(${resource}.pipelineID)`),
        input('buildVersionToDownload', 'specific'),
        input('pipelineId', `$(${resource}.runID)`),
      ];
  return taskStep(step, {
    task: 'DownloadPipelineArtifact@2',
    inputs: [
      ...origin,
      ...(artifact ? [input('artifactName', artifact)] : []),
      ...(patterns ? [input('itemPattern', patterns)] : []),
      input('targetPath', folder),
    ],
    moved: [],
    dropped: ['artifact', 'patterns'],
  });
}

/** The task first, then what every step may have, then the inputs. */
function taskStep(
  step: YamlMapping,
  options: {
    readonly task: string;
    readonly inputs: readonly YamlEntry[];
    /** Keys of the shortcut that become inputs. */
    readonly moved: readonly string[];
    /** Keys of the shortcut that are in the inputs already. */
    readonly dropped?: readonly string[];
  },
): YamlMapping {
  const [first, ...others] = entriesOf(step);
  const isOneOf = (names: readonly string[], { key }: YamlEntry) =>
    names.some(name => name.toLowerCase() === key.text.toLowerCase());
  const moved = others.filter(other => isOneOf(options.moved, other));
  const kept = others.filter(
    other =>
      !isOneOf(options.moved, other) && !isOneOf(options.dropped ?? [], other),
  );
  return mapping(
    [
      {
        key: scalar('task', first.key.place),
        value: scalar(options.task, first.key.place),
      },
      ...kept,
      {
        key: scalar('inputs', first.key.place),
        value: mapping([...options.inputs, ...moved], first.key.place),
      },
    ],
    step.place,
  );
}
