export interface Config {
  /** Defaults of the forms that create machine-learning projects. */
  azureMlops?: {
    /**
     * Azure DevOps organization that the repository picker starts with.
     * @visibility frontend
     */
    defaultOrganization?: string;
    /**
     * Azure DevOps project that the repository picker starts with.
     * @visibility frontend
     */
    defaultProject?: string;
  };
}
