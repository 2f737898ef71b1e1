import { writeMark } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ResourceProvider } from '../ResourceProvider';
import { collect } from './collect';
import { isWanted } from './isWanted';

/** Environments. */
export const environmentProvider: ResourceProvider<'environment'> = {
  async observe(context, desired) {
    const { client, project, limit, everything } = context;
    if (desired.length === 0 && !everything) {
      return [];
    }
    const environments = await limit(() =>
      collect(client.environments.list(project)),
    );
    return environments
      .map(environment => ({
        id: String(environment.id),
        name: environment.name,
        description: environment.description ?? '',
        url: client.webUrls.environment({
          project,
          id: String(environment.id),
        }),
      }))
      .filter(environment => isWanted(environment, desired, context));
  },

  async apply(change, { client, project, owner }) {
    const settings = {
      project,
      name: change.desired.name,
      description: writeMark({ text: change.desired.description, owner }),
    };
    const environment =
      change.action === 'create'
        ? await client.environments.create(settings)
        : await client.environments.update({
            ...settings,
            id: change.observed.id,
          });
    const id = String(environment.id);
    return { id, url: client.webUrls.environment({ project, id }) };
  },

  remove: ({ id }, { client, project }) =>
    client.environments.remove({ project, id }),
};
