import type { Config } from '@backstage/config';
import { configuredAzureHosts } from './configuredAzureHosts';
import type {
  CompleteLocation,
  RepositoryLocation,
} from './repositoryLocation';

/** What a template may set under `ui:options` of the picker. */
export type PickerOptions = {
  readonly allowedHosts?: readonly string[];
  readonly allowedOrganizations?: readonly string[];
  readonly allowedProjects?: readonly string[];
  readonly defaultOrganization?: string;
  readonly defaultProject?: string;
};

/** What the picker offers, and what it starts with. An empty list allows everything. */
export type PickerSettings = {
  readonly hosts: readonly string[];
  readonly organizations: readonly string[];
  readonly projects: readonly string[];
  readonly defaultOrganization: string;
  readonly defaultProject: string;
};

/** Settings of one picker: the template's options win over the portal's configuration. */
export function pickerSettings(
  config: Config,
  options: PickerOptions = {},
): PickerSettings {
  const organizations = options.allowedOrganizations ?? [];
  const projects = options.allowedProjects ?? [];
  const hosts = configuredAzureHosts(config);
  return {
    hosts: options.allowedHosts
      ? hosts.filter(host => options.allowedHosts?.includes(host))
      : hosts,
    organizations,
    projects,
    defaultOrganization: startingValue(organizations, [
      options.defaultOrganization,
      config.getOptionalString('azureMlops.defaultOrganization'),
    ]),
    defaultProject: startingValue(projects, [
      options.defaultProject,
      config.getOptionalString('azureMlops.defaultProject'),
    ]),
  };
}

/** Fills the parts that nobody has touched yet. */
export function completeLocation(
  location: RepositoryLocation,
  settings: PickerSettings,
  suggestedRepository: string,
): CompleteLocation {
  return {
    // A host that is no longer offered cannot be shown in the list, so it must not stay in the value.
    host:
      settings.hosts.find(host => host === location.host) ??
      settings.hosts[0] ??
      '',
    organization: location.organization ?? settings.defaultOrganization,
    project: location.project ?? settings.defaultProject,
    repository: location.repository ?? suggestedRepository,
  };
}

function startingValue(
  allowed: readonly string[],
  candidates: readonly (string | undefined)[],
): string {
  const wanted = candidates.find(
    candidate =>
      candidate && (allowed.length === 0 || allowed.includes(candidate)),
  );
  return wanted ?? allowed[0] ?? '';
}
