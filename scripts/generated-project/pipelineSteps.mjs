// @ts-check

/** A step of a pipeline that a person can type: see `pipeline_rules.py` of the generated project. */
const STEP_LINE =
  /^python -m (operation\.execution\.([a-z_]+))((?: [^;&|<>`\n]+)?)$/;

const INSTALL_LINE = /^python -m pip install .*--requirement (\S+)$/;

/** Runs after a failure alone. */
const AFTER_FAILURE = /\b(failed|canceled)\(\)/;

/**
 * What a step of a compiled pipeline is to a laptop.
 *
 * @typedef {{ kind: 'line', line: string, module: string, step: string, args: string[], environment: Record<string, string> }
 *   | { kind: 'install', line: string, lock: string }
 *   | { kind: 'publish' | 'download', artifact: string, path: string }
 *   | { kind: 'agent', task: string }
 *   | { kind: 'other', line: string }} LaptopStep
 *   `agent`: only an agent has use for it, such as a checkout; `other`: nothing that a laptop can run
 */

/**
 * The steps of a pipeline in the order in which they run when nothing fails.
 *
 * @param {import('../template/askProjects.mjs').ProjectPipeline} pipeline
 * @returns {LaptopStep[]}
 */
export function stepsOf({ pipeline }) {
  const jobs = (pipeline?.stages ?? []).flatMap(({ jobs: list }) => list);
  return jobs.flatMap(job => {
    const lists =
      job.kind === 'deployment'
        ? job.hooks
            .filter((/** @type {any} */ { hook }) => hook !== 'onFailure')
            .map((/** @type {any} */ { steps }) => steps)
        : [job.steps];
    return lists
      .flat()
      .filter(
        (/** @type {any} */ { enabled, condition }) =>
          enabled && !AFTER_FAILURE.test(condition ?? ''),
      )
      .map(laptopStepOf);
  });
}

/**
 * @param {{ action: any, environment: Record<string, string> }} step
 * @returns {LaptopStep}
 */
export function laptopStepOf({ action, environment }) {
  if (action.kind !== 'task') {
    return { kind: 'agent', task: action.kind };
  }
  const { name, inputs } = action;
  switch (name) {
    case 'CmdLine':
    case 'Bash':
    case 'PowerShell':
      return stepOfLine(inputs.script ?? '', environment);
    case 'AzureCLI': {
      // Signed in to Azure it runs the same line; anything else looks at the sign-in alone.
      const step = stepOfLine(inputs.inlineScript ?? '', environment);
      return step.kind === 'line' ? step : { kind: 'agent', task: name };
    }
    case 'PublishPipelineArtifact':
    case 'DownloadPipelineArtifact':
      return {
        kind: name.startsWith('Publish') ? 'publish' : 'download',
        artifact: inputs.artifactName ?? inputs.artifact ?? '',
        path: inputs.targetPath ?? inputs.path ?? '',
      };
    default:
      return { kind: 'agent', task: name };
  }
}

/**
 * @param {string} script
 * @param {Record<string, string>} environment
 * @returns {LaptopStep}
 */
function stepOfLine(script, environment) {
  const line = script.trim();
  const lock = INSTALL_LINE.exec(line)?.[1];
  if (lock) {
    return { kind: 'install', line, lock };
  }
  const match = STEP_LINE.exec(line);
  // What Azure Pipelines would put in is nothing that a shell knows.
  return match && !line.includes('$(')
    ? {
        kind: 'line',
        line,
        module: match[1],
        step: match[2],
        args: match[3].split(' ').filter(Boolean),
        environment,
      }
    : { kind: 'other', line };
}

/**
 * The same line on the laptop itself instead of in Azure.
 *
 * @param {string[]} args
 */
export function onLocalBackend(args) {
  return withBackend(args, 'local');
}

/**
 * @param {string[]} args
 * @param {string} backend
 */
export function withBackend(args, backend) {
  return args.map((value, index) =>
    args[index - 1] === '--backend' ? backend : value,
  );
}
