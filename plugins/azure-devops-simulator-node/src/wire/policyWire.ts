import { findPolicyType, PolicyType } from '../routes/policy/policyTypes';
import { PolicyRecord } from '../store/PolicyRecord';
import { identityRef } from './identityRef';
import { urlOf, WireContext } from './Links';

function typeUrl(context: WireContext, projectId: string, typeId: string) {
  return urlOf(context, projectId, '_apis/policy/types', typeId);
}

/** A policy type as the service describes it. */
export function policyTypeWire(
  context: WireContext,
  projectId: string,
  type: PolicyType,
) {
  const url = typeUrl(context, projectId, type.id);
  return {
    description: type.description,
    _links: { self: { href: url } },
    id: type.id,
    url,
    displayName: type.displayName,
  };
}

/** A policy configuration. */
export function policyWire(context: WireContext, policy: PolicyRecord) {
  const { projectId, typeId } = policy;
  const url = urlOf(
    context,
    projectId,
    '_apis/policy/configurations',
    policy.id,
  );
  const policyType = typeUrl(context, projectId, typeId);
  return {
    createdBy: identityRef(context, policy.createdBy),
    createdDate: policy.createdDate,
    isEnabled: policy.isEnabled,
    isBlocking: policy.isBlocking,
    isDeleted: policy.isDeleted,
    settings: policy.settings,
    isEnterpriseManaged: false,
    _links: { self: { href: url }, policyType: { href: policyType } },
    revision: policy.revision,
    id: Number(policy.id),
    url,
    type: {
      id: typeId,
      url: policyType,
      displayName: findPolicyType(typeId)?.displayName ?? '',
    },
  };
}
