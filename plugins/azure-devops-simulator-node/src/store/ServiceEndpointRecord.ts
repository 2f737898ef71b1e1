/** What a service connection is called in a project that sees it. */
export interface ServiceEndpointReference {
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
}

export interface ServiceEndpointRecord {
  readonly id: string;
  readonly organization: string;
  readonly type: string;
  readonly url: string;
  readonly owner: string;
  readonly scheme: string;
  /** A secret is null: that it was given is kept, what it was is not. */
  readonly parameters: Readonly<Record<string, string | null>>;
  readonly data: Readonly<Record<string, string>>;
  readonly operationState: 'InProgress' | 'Ready';
  readonly projects: readonly ServiceEndpointReference[];
  readonly createdBy: string;
  readonly createdOn: string;
  readonly modifiedBy: string;
  readonly modifiedOn: string;
}
