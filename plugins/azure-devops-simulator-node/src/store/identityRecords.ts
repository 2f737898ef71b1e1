export interface UserRecord {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string;
  readonly descriptor: string;
  readonly entraId: string;
}

export interface GroupRecord {
  readonly id: string;
  readonly organization: string;
  /** Absent for a group of the organization. */
  readonly projectId?: string;
  readonly name: string;
  readonly principalName: string;
  readonly description: string;
  readonly descriptor: string;
  readonly legacyDescriptor: string;
  /** A team besides the one that its project was made with. */
  readonly isTeam?: true;
}

/** A user or group is in a group. */
export interface MembershipRecord {
  /** `<member id>:<group id>` */
  readonly id: string;
  readonly organization: string;
  readonly memberId: string;
  readonly containerId: string;
}

/** What an identity may and may not do with what a token stands for, as bits of a namespace. */
export interface AccessControlEntry {
  /** The identity, as Azure DevOps' legacy descriptor. */
  readonly descriptor: string;
  readonly allow: number;
  readonly deny: number;
}

/** The entries of one token of a security namespace. */
export interface AccessControlListRecord {
  /** `<organization>:<namespace id>:<token>` */
  readonly id: string;
  readonly token: string;
  readonly inheritPermissions: boolean;
  readonly entries: readonly AccessControlEntry[];
}

export interface TokenRecord {
  /** SHA-256 of the token, so that a copied data folder gives nothing away. */
  readonly id: string;
  readonly userId: string;
  readonly access: 'full' | 'read' | 'scoped';
  /** With `scoped`: what it may be used for, such as `vso.code_write`. */
  readonly scopes?: readonly string[];
  readonly expires?: string;
}

/** The licences that an organization gives to people. */
export type AccountLicense =
  | 'advanced'
  | 'earlyAdopter'
  | 'express'
  | 'none'
  | 'professional'
  | 'stakeholder';

/** What somebody may use in an organization; people of the seed without one have the usual licence. */
export interface EntitlementRecord {
  /** `<organization>:<user id>` */
  readonly id: string;
  readonly organization: string;
  readonly userId: string;
  readonly license: AccountLicense;
  readonly createdOn: string;
  /** No longer in the organization. */
  readonly isRemoved?: true;
}
