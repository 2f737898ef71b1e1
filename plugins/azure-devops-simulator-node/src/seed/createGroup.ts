import { GroupRecord } from '../store/records';
import { groupSid } from './stableId';

/** The full name of a group: its project or organization in front. */
export const groupPrincipalName = (scopeName: string, name: string) =>
  `[${scopeName}]\\${name}`;

/** A group with the descriptors that follow from its id. */
export function createGroup(options: {
  readonly id: string;
  readonly organization: string;
  readonly projectId?: string;
  /** Name of the project, or of the organization. */
  readonly scopeName: string;
  readonly name: string;
  readonly description: string;
}): GroupRecord {
  const { scopeName, ...rest } = options;
  const sid = groupSid(options.id);
  return {
    ...rest,
    principalName: groupPrincipalName(scopeName, options.name),
    descriptor: `vssgp.${Buffer.from(sid).toString('base64url')}`,
    legacyDescriptor: `Microsoft.TeamFoundation.Identity;${sid}`,
  };
}
