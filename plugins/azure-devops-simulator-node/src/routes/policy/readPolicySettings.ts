import { policySettingsInvalid } from '../../errors/policyErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  items,
  JsonObject,
  property,
  text,
  truth,
  wholeNumber,
} from '../../server/JsonBody';
import { findDefinition } from '../build/definitions';
import { readScope } from './policyScope';
import { PolicyType, policyTypes } from './policyTypes';

/** Gives back the parts of the settings that the service rewrites. */
type SettingsReader = (request: ApiRequest, settings: JsonObject) => JsonObject;

function atLeastOne(settings: JsonObject, name: string): number {
  const value = wholeNumber(settings, name);
  if (value === undefined || value < 1) {
    throw policySettingsInvalid(
      `${name} is ${
        value ?? 'missing'
      }; a whole number from 1 upwards is expected.`,
    );
  }
  return value;
}

function readMinimumReviewers(_: ApiRequest, settings: JsonObject): JsonObject {
  return { minimumApproverCount: atLeastOne(settings, 'minimumApproverCount') };
}

function readBuild(request: ApiRequest, settings: JsonObject): JsonObject {
  const buildDefinitionId = atLeastOne(settings, 'buildDefinitionId');
  const definition = findDefinition(
    request.store,
    request.project.id,
    String(buildDefinitionId),
  );
  if (!definition) {
    throw policySettingsInvalid(
      `buildDefinitionId is ${buildDefinitionId}, which is no pipeline of the project ${request.project.name}.`,
    );
  }
  const duration = property(settings, 'validDuration') ?? 0;
  if (typeof duration !== 'number' || duration < 0) {
    throw policySettingsInvalid(
      `validDuration is ${String(
        duration,
      )}; minutes from 0 upwards are expected.`,
    );
  }
  return { buildDefinitionId };
}

function readReviewers(request: ApiRequest, settings: JsonObject): JsonObject {
  const ids = (items(settings, 'requiredReviewerIds') ?? []).map(String);
  if (ids.length === 0) {
    throw policySettingsInvalid(
      'requiredReviewerIds is empty; one user or group at least is expected.',
    );
  }
  const unknown = ids.filter(
    id => !request.store.get('user', id) && !request.store.get('group', id),
  );
  if (unknown.length > 0) {
    throw policySettingsInvalid(
      `requiredReviewerIds names ${unknown.join(
        ', ',
      )}, which is no identity of this organization.`,
    );
  }
  if (property(settings, 'minimumApproverCount') !== undefined) {
    atLeastOne(settings, 'minimumApproverCount');
  }
  return { requiredReviewerIds: ids.map(id => id.toLowerCase()) };
}

const strategies = [
  'allowSquash',
  'allowRebase',
  'allowRebaseMerge',
  'allowNoFastForward',
] as const;

/** What is false is left out of the answer; the older `useSquashMerge` may stand alone. */
function readMergeStrategy(_: ApiRequest, settings: JsonObject): JsonObject {
  const older = truth(settings, 'useSquashMerge');
  const allowed = strategies.filter(name => truth(settings, name));
  if (allowed.length === 0 && older === undefined) {
    throw policySettingsInvalid(
      `No way to merge is left; one of ${strategies.join(
        ', ',
      )} has to be true.`,
    );
  }
  return Object.fromEntries([
    ...[...strategies, 'useSquashMerge'].map(name => [name, undefined]),
    ...(older ? [['useSquashMerge', true]] : []),
    ...allowed.map(name => [name, true]),
  ]);
}

function readStatus(_: ApiRequest, settings: JsonObject): JsonObject {
  const statusName = text(settings, 'statusName');
  if (!statusName?.trim()) {
    throw policySettingsInvalid(
      'statusName is empty; the name of the status to wait for is expected.',
    );
  }
  return { statusName };
}

function readAuthorEmail(_: ApiRequest, settings: JsonObject): JsonObject {
  const patterns = items(settings, 'authorEmailPatterns') ?? [];
  if (
    patterns.length === 0 ||
    patterns.some(pattern => typeof pattern !== 'string' || !pattern.trim())
  ) {
    throw policySettingsInvalid(
      'authorEmailPatterns is empty or holds something else than texts; one pattern at least is expected.',
    );
  }
  return { authorEmailPatterns: patterns };
}

const readers: ReadonlyMap<string, SettingsReader> = new Map<
  string,
  SettingsReader
>([
  [policyTypes.minimumReviewers.id, readMinimumReviewers],
  [policyTypes.buildValidation.id, readBuild],
  [policyTypes.requiredReviewers.id, readReviewers],
  [policyTypes.mergeStrategy.id, readMergeStrategy],
  [policyTypes.status.id, readStatus],
  [policyTypes.authorEmail.id, readAuthorEmail],
  [
    policyTypes.pathLength.id,
    (_, settings) => ({ maxPathLength: atLeastOne(settings, 'maxPathLength') }),
  ],
  [
    policyTypes.fileSize.id,
    (_, settings) => ({
      maximumGitBlobSizeInBytes: atLeastOne(
        settings,
        'maximumGitBlobSizeInBytes',
      ),
    }),
  ],
]);

/** Settings as they are given back; which of them are refused is partly assumed. */
export function readPolicySettings(
  request: ApiRequest,
  type: PolicyType,
  settings: JsonObject,
): JsonObject {
  const own = readers.get(type.id)?.(request, settings) ?? {};
  const rewritten: JsonObject = {
    ...own,
    scope: readScope(request, type, settings),
  };
  const names = Object.keys(rewritten).map(name => name.toLowerCase());
  const others = Object.entries(settings).filter(
    ([name]) => !names.includes(name.toLowerCase()),
  );
  return { ...Object.fromEntries(others), ...rewritten };
}
