/** Branches and tags of a repository as they are after its last recorded push. */
export interface RecordedReferencesRecord {
  /** That of the repository. */
  readonly id: string;
  /** Full name to object id. */
  readonly references: Readonly<Record<string, string>>;
}
