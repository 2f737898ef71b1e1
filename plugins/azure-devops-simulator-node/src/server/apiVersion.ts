import {
  versionInvalid,
  versionIsPreview,
  versionMissing,
  versionOutOfRange,
} from '../errors/protocolErrors';
import { Route } from './Route';

const pattern = /^(\d+)\.(\d+)(-preview(?:\.(\d+))?)?$/i;
const oldest = 500;
const newest = 702;
/** Everything above this is published as a preview only. */
const newestReleased = 701;

/** The version that a request asks for: in the query, else in the Accept or Content-Type header. */
export function requestedVersion(options: {
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
}): string | undefined {
  const inQuery = [...options.query].find(
    ([name]) => name.toLowerCase() === 'api-version',
  )?.[1];
  const inHeader = (header: string) =>
    /api-version=([^;,\s]+)/i.exec(header)?.[1];
  return inQuery ?? inHeader(options.accept) ?? inHeader(options.contentType);
}

/** Refuses a version that this service does not serve for the operation. */
export function checkVersion(route: Route, version: string | undefined): void {
  if (version === undefined) {
    // Azure DevOps answers reads with its default version, but wants to know what a change means.
    if (
      route.method !== 'GET' &&
      route.method !== 'HEAD' &&
      route.method !== 'OPTIONS'
    ) {
      throw versionMissing(route.method);
    }
    return;
  }
  const match = pattern.exec(version);
  if (!match) {
    throw versionInvalid(version);
  }
  const number = Number(match[1]) * 100 + Number(match[2]);
  if (number < (route.oldestVersion ?? oldest) || number > newest) {
    throw versionOutOfRange(version);
  }
  if (!match[3] && (number > newestReleased || route.preview)) {
    throw versionIsPreview(version);
  }
}
