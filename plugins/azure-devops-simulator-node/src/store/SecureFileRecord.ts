/** A file in the library of a project. Its content is kept, and never given back by the REST API. */
export interface SecureFileRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Base64. */
  readonly content: string;
  readonly createdBy: string;
  readonly createdOn: string;
  readonly modifiedBy: string;
  readonly modifiedOn: string;
}
