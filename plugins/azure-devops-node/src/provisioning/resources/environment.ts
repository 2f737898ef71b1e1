import {
  isSameName,
  writeMark,
  type DesiredEnvironment,
  type EnvironmentChange,
  type ObservedEnvironment,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { Writable } from './resource';

/** Those environments of the project that have a desired name. */
export async function observeEnvironments(
  { client, project, limit }: ObserveContext,
  desired: readonly DesiredEnvironment[],
): Promise<readonly ObservedEnvironment[]> {
  if (desired.length === 0) {
    return [];
  }
  return limit(async () => {
    const found: ObservedEnvironment[] = [];
    for await (const environment of client.environments.list(project)) {
      if (desired.some(({ name }) => isSameName(name, environment.name))) {
        const id = String(environment.id);
        found.push({
          id,
          name: environment.name,
          description: environment.description ?? '',
          url: client.webUrls.environment({ project, id }),
        });
      }
    }
    return found;
  });
}

/** Creates or changes an environment. */
export async function applyEnvironment(
  change: Writable<EnvironmentChange>,
  { client, project, owner }: ApplyContext,
): Promise<ResourceOutcome> {
  const settings = {
    project: project.name,
    name: change.desired.name,
    description: writeMark({
      text: change.desired.description,
      owner,
    }),
  };
  const environment =
    change.action === 'create'
      ? await client.environments.create(settings)
      : await client.environments.update({
          ...settings,
          id: change.observed.id,
        });
  const id = String(environment.id);
  return {
    kind: 'environment',
    name: change.name,
    outcome: change.action === 'create' ? 'created' : 'updated',
    id,
    url: client.webUrls.environment({ project: project.name, id }),
  };
}
