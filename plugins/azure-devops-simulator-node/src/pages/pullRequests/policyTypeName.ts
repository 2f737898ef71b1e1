import { findPolicyType } from '../../routes/policy/policyTypes';
import { PolicyRecord } from '../../store/PolicyRecord';

/** The kind of a policy, with the name that it has been given. */
export function policyTypeName(policy: PolicyRecord): string {
  const { displayName } = policy.settings;
  const type = findPolicyType(policy.typeId)?.displayName ?? policy.typeId;
  return typeof displayName === 'string' && displayName
    ? `${type}: ${displayName}`
    : type;
}
