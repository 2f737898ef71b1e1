import {
  policySettingsInvalid,
  policyTypeUnknown,
  policyUnknown,
} from '../../errors/policyErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, JsonObject, text, truth } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { PolicyRecord } from '../../store/PolicyRecord';
import { policyTypeWire, policyWire } from '../../wire/policyWire';
import { reviewProject } from '../pullRequests/reviewPullRequest';
import { holdsFor, readScopeFilter } from './policyScope';
import { findPolicyType, PolicyType, policyTypes } from './policyTypes';
import { readPolicySettings } from './readPolicySettings';

function requestedType(id: string): PolicyType {
  const type = findPolicyType(id);
  if (!type) {
    throw policyTypeUnknown(id);
  }
  return type;
}

/** A deleted policy can still be looked at, but not be changed. */
function requested(
  request: ApiRequest,
  options: { readonly deleted: boolean },
): PolicyRecord {
  const id = request.parameter('configurationId');
  const policy = request.store.get('policy', id);
  if (
    policy?.projectId !== request.project.id ||
    (policy.isDeleted && !options.deleted)
  ) {
    throw policyUnknown(id);
  }
  return policy;
}

function put(request: ApiRequest, policy: PolicyRecord): PolicyRecord {
  request.store.put('policy', policy, { scope: policy.projectId });
  request.store.put(
    'policyRevision',
    { id: `${policy.id}:${policy.revision}`, policy },
    { scope: policy.id },
  );
  return policy;
}

/** What is left out counts as false, as everywhere that Azure DevOps reads a truth value. */
function read(
  request: ApiRequest,
  body: JsonObject,
  previous?: PolicyRecord,
): PolicyRecord {
  const typeId = text(child(body, 'type') ?? {}, 'id') ?? '';
  const type = requestedType(typeId);
  if (previous && previous.typeId !== type.id) {
    throw policySettingsInvalid(
      `the type of a policy cannot change from ${previous.typeId} to ${type.id}; delete it and create another.`,
    );
  }
  return {
    id: previous?.id ?? String(request.store.nextNumber('policy')),
    projectId: request.project.id,
    typeId: type.id,
    isEnabled: truth(body, 'isEnabled') ?? false,
    isBlocking: truth(body, 'isBlocking') ?? false,
    isDeleted: false,
    settings: readPolicySettings(request, type, child(body, 'settings') ?? {}),
    revision: (previous?.revision ?? 0) + 1,
    createdBy: request.user.id,
    createdDate: request.timestamp,
  };
}

async function create(request: ApiRequest) {
  const policy = request.store.transaction(() =>
    put(request, read(request, request.objectBody())),
  );
  await reviewProject(request, policy.projectId);
  return json(policyWire(request, policy));
}

async function update(request: ApiRequest) {
  const policy = request.store.transaction(() => {
    const current = requested(request, { deleted: false });
    return put(request, read(request, request.objectBody(), current));
  });
  await reviewProject(request, policy.projectId);
  return json(policyWire(request, policy));
}

async function remove(request: ApiRequest) {
  request.store.transaction(() => {
    const current = requested(request, { deleted: false });
    put(request, {
      ...current,
      isDeleted: true,
      revision: current.revision + 1,
      createdBy: request.user.id,
      createdDate: request.timestamp,
    });
  });
  await reviewProject(request, request.project.id);
  return noContent();
}

function pageOf(
  request: ApiRequest,
  wanted: { readonly repositoryId?: string; readonly refName?: string },
) {
  const type = request.query('policyType')?.toLowerCase();
  const policies = request.store
    .list('policy', request.project.id)
    .filter(
      policy =>
        !policy.isDeleted &&
        (!type || policy.typeId === type) &&
        holdsFor(request.store, policy, wanted),
    );
  return page(request, policies, policy => policyWire(request, policy));
}

function listPolicies(request: ApiRequest) {
  const scope = request.query('scope');
  return pageOf(request, scope ? readScopeFilter(scope) : {});
}

function listForBranch(request: ApiRequest) {
  const repositoryId = request.query('repositoryId');
  const refName = request.query('refName');
  return pageOf(request, {
    ...(repositoryId && { repositoryId }),
    ...(refName && { refName }),
  });
}

function listRevisions(request: ApiRequest) {
  const { id } = requested(request, { deleted: true });
  const revisions = request.store.list('policyRevision', id);
  return page(request, [...revisions].reverse(), ({ policy }) =>
    policyWire(request, policy),
  );
}

function getRevision(request: ApiRequest) {
  const { id } = requested(request, { deleted: true });
  const revision = request.parameter('revisionId');
  const found = request.store.get('policyRevision', `${id}:${revision}`);
  if (!found) {
    throw policyUnknown(`${id}, revision ${revision}`);
  }
  return json(policyWire(request, found.policy));
}

const types = '{project}/_apis/policy/types';
const all = '{project}/_apis/policy/configurations';
const one = `${all}/{#configurationId}`;

/** Policies of repositories, which are kept only, and of branches, which pull requests and pushes are held to. */
export const policyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: types,
    handle: request =>
      list(
        Object.values(policyTypes).map(type =>
          policyTypeWire(request, request.project.id, type),
        ),
      ),
  },
  {
    method: 'GET',
    path: `${types}/{typeId}`,
    handle: request =>
      json(
        policyTypeWire(
          request,
          request.project.id,
          requestedType(request.parameter('typeId')),
        ),
      ),
  },
  { method: 'GET', path: all, handle: listPolicies },
  { method: 'POST', path: all, handle: create },
  {
    method: 'GET',
    path: one,
    handle: request =>
      json(policyWire(request, requested(request, { deleted: true }))),
  },
  { method: 'PUT', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'GET', path: `${one}/revisions`, handle: listRevisions },
  {
    method: 'GET',
    path: `${one}/revisions/{#revisionId}`,
    handle: getRevision,
  },
  {
    method: 'GET',
    path: '{project}/_apis/git/policy/configurations',
    handle: listForBranch,
  },
];
