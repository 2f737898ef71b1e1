import { ProjectRecord } from '../store/records';
import { urlOf, WireContext } from './Links';
import {
  defaultProcessTemplate,
  findProcessTemplate,
  processTemplateProperty,
} from './processTemplates';

/** A project as other resources point to it. */
export function projectReference(context: WireContext, project: ProjectRecord) {
  return {
    id: project.id,
    name: project.name,
    ...(project.description && { description: project.description }),
    url: urlOf(context, '_apis/projects', project.id),
    state: project.state ?? 'wellFormed',
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
  const process =
    findProcessTemplate(String(project.properties[processTemplateProperty])) ??
    defaultProcessTemplate;
  const team = context.store.get('group', project.defaultTeamId);
  return {
    ...projectReference(context, project),
    ...(includeCapabilities && {
      capabilities: {
        processTemplate: {
          templateName: process.name,
          templateTypeId: process.id,
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
    ...(team && {
      defaultTeam: {
        id: team.id,
        name: team.name,
        url: `${url}/teams/${team.id}`,
      },
    }),
  };
}
