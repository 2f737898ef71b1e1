import { findNameProblem } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { PickerSettings } from './pickerSettings';
import type { CompleteLocation, LocationPart } from './repositoryLocation';

/** Something about one part of a location that Azure DevOps or the template would refuse. */
export type LocationProblem = {
  readonly part: LocationPart;
  readonly message: string;
};

type PartCheck = {
  readonly part: LocationPart;
  readonly missing: string;
  readonly subject: string;
  readonly allowed: (settings: PickerSettings) => readonly string[];
  readonly findProblem: (name: string) => string | undefined;
};

const PART_CHECKS: readonly PartCheck[] = [
  {
    part: 'organization',
    missing:
      'Enter the organization: the first part of the address of your Azure DevOps.',
    subject: 'The organization',
    allowed: settings => settings.organizations,
    findProblem: findOrganizationProblem,
  },
  {
    part: 'project',
    missing: 'Enter the project that the repository will belong to.',
    subject: 'The project',
    allowed: settings => settings.projects,
    findProblem: name => findNameProblem({ kind: 'project', name }),
  },
  {
    part: 'repository',
    missing: 'Enter a name for the repository.',
    subject: 'The repository name',
    allowed: () => [],
    findProblem: name => findNameProblem({ kind: 'repository', name }),
  },
];

/** Everything that is wrong with a location, at most one problem for each part. */
export function validateRepositoryLocation(
  location: CompleteLocation,
  settings: PickerSettings,
): readonly LocationProblem[] {
  const parts = PART_CHECKS.flatMap(check => {
    const message = findPartProblem(check, location[check.part], settings);
    return message ? [{ part: check.part, message }] : [];
  });
  const host = findHostProblem(location.host, settings);
  return host ? [{ part: 'host', message: host }, ...parts] : parts;
}

function findHostProblem(
  host: string,
  settings: PickerSettings,
): string | undefined {
  if (settings.hosts.length === 0) {
    return 'This portal is not configured for any Azure DevOps that this template allows. Ask its administrators to add the host under integrations.azure.';
  }
  if (!settings.hosts.includes(host)) {
    return `Choose one of ${settings.hosts.join(', ')} as the host.`;
  }
  return undefined;
}

function findPartProblem(
  check: PartCheck,
  name: string,
  settings: PickerSettings,
): string | undefined {
  if (name.trim() === '') {
    return check.missing;
  }
  const allowed = check.allowed(settings);
  if (allowed.length > 0 && !allowed.includes(name)) {
    return `${
      check.subject
    } '${name}' is not one that this template allows: choose ${allowed.join(
      ', ',
    )}.`;
  }
  const problem = check.findProblem(name);
  return problem
    ? `${check.subject} '${shorten(name)}' ${problem}.`
    : undefined;
}

// Organizations are not created here, so no other part of the product needs their rule. It is stated
// in the field itself because a slip such as pasting the whole address is best caught while typing.
function findOrganizationProblem(name: string): string | undefined {
  if (name.length > 50) {
    return `is ${name.length} characters long; the limit for organizations is 50`;
  }
  if (!/^[a-z0-9-]+$/i.test(name)) {
    return 'contains more than letters, digits and hyphens: enter only the name, not its address';
  }
  return /^[a-z0-9].*[a-z0-9]$|^[a-z0-9]$/i.test(name)
    ? undefined
    : 'starts or ends with a hyphen';
}

/** A name in a message: enough to recognise it, however much was pasted. */
function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}
