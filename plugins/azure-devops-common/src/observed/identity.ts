/**
 * A person or group that a name in the configuration stands for.
 *
 * `planned` is a group that the same plan makes: it has no id yet.
 *
 * @public
 */
export type ObservedIdentity =
  | {
      readonly status: 'known';
      /** As the configuration writes it. */
      readonly reference: string;
      /** Storage key, which checks and policies take. */
      readonly id: string;
      /** Which groups and memberships take. */
      readonly descriptor: string;
      readonly displayName: string;
      readonly isGroup: boolean;
    }
  | {
      readonly status: 'planned';
      readonly reference: string;
      /** Name of the approver group. */
      readonly group: string;
    };

/** A person or group as a resource of Azure DevOps names it. @public */
export interface NamedIdentity {
  readonly id: string;
  readonly displayName: string;
}
