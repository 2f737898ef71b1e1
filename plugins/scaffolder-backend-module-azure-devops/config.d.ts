export interface Config {
  /** How projects are provisioned in Azure DevOps. */
  azureMlops?: {
    provisioning?: {
      /**
       * Values of secrets by the names that `azure_devops.yml` uses, for all
       * templates. A secret that a step is given comes before one of the same
       * name here.
       * @deepVisibility secret
       */
      secrets?: {
        [name: string]: string;
      };
    };
  };
}
