import { delimiter } from 'node:path';
import { AgentSettings } from './AgentSettings';
import { JobVariables } from './JobVariables';
import { lookupVariable } from './lostProcesses';

/** The rest of the host's environment says more of whoever started the agent than of the machine. */
const inheritedNames: ReadonlySet<string> = new Set([
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'PIP_TRUSTED_HOST',
  'PIP_CERT',
  'PIP_CONFIG_FILE',
  'PIP_PROXY',
  'UV_INDEX_URL',
  'UV_DEFAULT_INDEX',
]);

/** Folders that a package manager for JavaScript puts on the PATH of what it starts. */
function isOfPackageManager(folder: string): boolean {
  return /node_modules\/\.bin\/?$|\/xfs-[^/]+\/?$|\/node-gyp-bin\/?$/.test(
    folder,
  );
}

/** What every child of the agent has from the machine. */
export function inheritedEnvironment(
  settings: AgentSettings,
): Readonly<Record<string, string>> {
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.hostEnvironment)) {
    if (
      value !== undefined &&
      (inheritedNames.has(name.toUpperCase()) || name.startsWith('LC_'))
    ) {
      inherited[name] = value;
    }
  }
  const path = settings.hostEnvironment.PATH ?? '/usr/local/bin:/usr/bin:/bin';
  return {
    ...inherited,
    PATH: path
      .split(delimiter)
      .filter(folder => folder && !isOfPackageManager(folder))
      .join(delimiter),
    ...settings.environment,
  };
}

/** `Build.SourceBranch` becomes `BUILD_SOURCEBRANCH`. */
export function environmentName(variable: string): string {
  return variable.replace(/[. ]/g, '_').toUpperCase();
}

/** The environment of a step's children. Secrets come in by the step's own `env` only. */
export function stepEnvironment(options: {
  readonly settings: AgentSettings;
  readonly variables: JobVariables;
  readonly stepEnvironment: Readonly<Record<string, string>>;
  /** Folders that steps have put in front of the PATH, the last one first. */
  readonly prependedPaths: readonly string[];
  readonly lookupId: string;
}): Readonly<Record<string, string>> {
  const { settings, variables } = options;
  const environment: Record<string, string> = {
    ...inheritedEnvironment(settings),
  };
  for (const { name, value, isSecret } of variables.all()) {
    if (!isSecret) {
      environment[environmentName(name)] = value;
    }
  }
  for (const [name, value] of Object.entries(options.stepEnvironment)) {
    environment[name] = variables.expand(value);
  }
  return {
    ...environment,
    PATH: [...options.prependedPaths, environment.PATH].join(delimiter),
    TF_BUILD: 'True',
    [lookupVariable]: options.lookupId,
  };
}
