import type { ConfigurationProblem } from '../desiredState/configurationProblem';
import type { ConfigurationSource } from '../desiredState/configurationSource';
import type { ProtectedResource } from '../resources/protectedResource';

/** A YAML file of the repository: its content, or why there is none. @public */
export type PipelineFile =
  | { readonly status: 'read'; readonly content: unknown }
  | {
      readonly status: 'unreadable';
      readonly problems: readonly ConfigurationProblem[];
    };

/** YAML files by their path from the root of the repository. @public */
export type PipelineFiles = ReadonlyMap<string, PipelineFile>;

/** A resource that a pipeline's YAML uses, and where. @public */
export interface PipelineReference {
  readonly resource: ProtectedResource;
  readonly source: ConfigurationSource;
}

/** What a pipeline's YAML says about the resources that it uses. @public */
export interface PipelineReferences {
  /** Each resource once, by the configuration's spelling of its name. */
  readonly references: readonly PipelineReference[];
  /** What the configuration does not define; somebody else's, as it seems. */
  readonly unknown: readonly PipelineReference[];
  /** What cannot be told before a run. */
  readonly problems: readonly ConfigurationProblem[];
  /** Files that it includes and that have not been given. */
  readonly missing: readonly string[];
  /** Files that it includes, if they exist, when whoever starts a run says so. */
  readonly possible: readonly string[];
}

/** The names that the configuration defines. @public */
export type KnownNames = Readonly<
  Record<
    'environment' | 'service-connection' | 'variable-group',
    readonly string[]
  >
>;

/** The inputs of tasks that hold a service connection, in lower case. */
const CONNECTION_INPUTS: ReadonlySet<string> = new Set([
  'awscredentials',
  'azureconnection',
  'azurecontainerregistryconnection',
  'azureresourcemanagerconnection',
  'azureresourcemanagerendpoint',
  'azureserviceconnection',
  'azuresubscription',
  'azuresubscriptionendpoint',
  'azuresubscriptionendpointforsecrets',
  'backendservicearm',
  'connectedservice',
  'connectedservicename',
  'connectedservicenamearm',
  'connectedserviceprincipalname',
  'containerregistry',
  'containerregistryconnection',
  'customendpoint',
  'deploymentserviceconnection',
  'dockerregistryconnection',
  'dockerregistryendpoint',
  'dockerregistryserviceconnection',
  'environmentserviceconnection',
  'environmentservicename',
  'environmentservicenameaws',
  'environmentservicenameazurerm',
  'externalendpoint',
  'externalendpoints',
  'externalfeedcredentials',
  'githubconnection',
  'gitserviceconnection',
  'kubernetesserviceconnection',
  'kubernetesserviceendpoint',
  'mavenserviceconnections',
  'nugetserviceconnections',
  'publishendpoint',
  'pythondownloadserviceconnections',
  'pythonuploadserviceconnection',
  'registryserviceconnection',
  'secretsconnection',
  'serviceconnection',
  'serviceconnectionname',
  'sonarqube',
  'sshendpoint',
]);

/** Whether an input of a task holds a service connection, or several with commas between. */
export function isConnectionInput(name: string): boolean {
  return CONNECTION_INPUTS.has(name.toLowerCase());
}
