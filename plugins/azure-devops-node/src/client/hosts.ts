import { InputError } from '@backstage/errors';

/**
 * Which machine serves which part of the REST API. On Azure DevOps Services
 * identities live on a host of their own; on Azure DevOps Server and on a
 * local simulator everything is one host.
 */

/** A part of the REST API that has a host of its own somewhere. */
export type ServiceHost = 'core' | 'identity';

/** Where an organization is. @public */
export interface OrganizationAddress {
  /** Host with port, as in `integrations.azure[].host`. */
  readonly host: string;
  /** Name of the organization, or collection of an Azure DevOps Server. */
  readonly organization: string;
}

/**
 * Address of an organization.
 *
 * The integration configuration has no scheme, so it is http for this machine
 * and https for every other.
 */
export function organizationUrl({
  host,
  organization,
}: OrganizationAddress): string {
  const scheme = isLoopback(host) ? 'http' : 'https';
  if (isVisualStudioHost(host)) {
    return `${scheme}://${host}`;
  }
  return `${scheme}://${host}/${encodePath(organization)}`;
}

/** Base address of a part of the REST API of an organization. */
export function serviceUrl(organization: string, service: ServiceHost): string {
  if (service === 'core') {
    return organization;
  }
  const url = new URL(organization);
  if (url.hostname === 'dev.azure.com') {
    url.hostname = 'vssps.dev.azure.com';
  } else if (isVisualStudioHost(url.hostname)) {
    const [name] = url.hostname.split('.');
    // The collection, which all other routes may have in front, is the organization itself.
    return `${url.protocol}//${name}.vssps.visualstudio.com`;
  }
  return url.toString().replace(/\/$/, '');
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}

function isVisualStudioHost(host: string): boolean {
  return host.endsWith('.visualstudio.com');
}

/** Encodes what lies between the slashes of the name of an organization or collection. */
function encodePath(path: string): string {
  return path
    .split('/')
    .filter(segment => segment !== '')
    .map(encodeSegment)
    .join('/');
}

/**
 * Encodes a name so that it is one part of a path, whatever it holds.
 *
 * @throws InputError for the names that no encoding makes a part of a path
 */
export function encodeSegment(name: string): string {
  // With these an address would lead to another place on the same host.
  if (['', '.', '..'].includes(name)) {
    throw new InputError(
      `${JSON.stringify(
        name,
      )} is not a name that Azure DevOps gives to anything`,
    );
  }
  return encodeURIComponent(name);
}
