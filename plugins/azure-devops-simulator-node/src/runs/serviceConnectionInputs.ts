import { CompiledStep } from '../pipelineYaml/CompiledPipeline';

/**
 * Inputs that name a service connection. Azure DevOps knows them from each
 * task's own definition; without those, the names that the tasks of Microsoft
 * use are taken.
 */
const inputNames: ReadonlySet<string> = new Set([
  'azureconnection',
  'azureresourcemanagerconnection',
  'azureserviceconnection',
  'azuresubscription',
  'azuresubscriptionendpoint',
  'azuresubscriptionendpointforsecrets',
  'connectedservicename',
  'connectedservicenamearm',
  'connectedservicenameclassic',
  'connectedserviceazurerm',
  'containerregistry',
  'dockerregistryendpoint',
  'dockerregistryserviceconnection',
  'externalendpoint',
  'githubconnection',
  'kubernetesserviceconnection',
  'kubernetesserviceendpoint',
  'publishfeedcredentials',
  'pythondownloadserviceconnections',
  'pythonuploadserviceconnection',
  'serviceconnection',
  'sonarqube',
  'sonarcloud',
  'sshendpoint',
]);

/** A service connection that a step names. */
export interface NamedConnection {
  readonly input: string;
  /** Name or id. */
  readonly name: string;
}

/** The service connections that a step names; `expand` replaces `$(…)` that are known already. */
export function connectionsOf(
  step: CompiledStep,
  expand: (text: string) => string,
): readonly NamedConnection[] {
  if (step.action.kind !== 'task' || !step.enabled) {
    return [];
  }
  return Object.entries(step.action.inputs)
    .filter(
      ([input, value]) =>
        inputNames.has(input.toLowerCase()) && value.trim() !== '',
    )
    .flatMap(([input, value]) =>
      expand(value)
        .split(',')
        .map(name => ({ input, name: name.trim() })),
    );
}
