import { ProjectRecord } from '../store/records';
import { urlOf, WireContext } from './Links';

/** A project as other resources point to it. */
export function projectReference(context: WireContext, project: ProjectRecord) {
  return {
    id: project.id,
    name: project.name,
    ...(project.description && { description: project.description }),
    url: urlOf(context, '_apis/projects', project.id),
    state: 'wellFormed',
    revision: project.revision,
    visibility: project.visibility,
    lastUpdateTime: project.lastUpdateTime,
  };
}

export function projectWire(
  context: WireContext,
  project: ProjectRecord,
  includeCapabilities: boolean,
) {
  const url = urlOf(context, '_apis/projects', project.id);
  return {
    ...projectReference(context, project),
    ...(includeCapabilities && {
      capabilities: {
        processTemplate: {
          templateName: 'Basic',
          templateTypeId: 'b8a3a935-7e91-48b8-a94c-606d37c3e9f2',
        },
        versioncontrol: {
          sourceControlType: 'Git',
          gitEnabled: 'True',
          tfvcEnabled: 'False',
        },
      },
    }),
    _links: {
      self: { href: url },
      collection: {
        href: urlOf(
          context,
          '_apis/projectCollections',
          context.organization.id,
        ),
      },
      web: { href: urlOf(context, project.name) },
    },
    defaultTeam: {
      id: project.defaultTeamId,
      name: `${project.name} Team`,
      url: `${url}/teams/${project.defaultTeamId}`,
    },
  };
}
