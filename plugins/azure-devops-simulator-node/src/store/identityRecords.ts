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
