import { GroupRecord, ProjectRecord } from '../store/records';
import { groupIdentity, identityRef, textProperty } from './identityRef';
import { urlOf, WireContext } from './Links';

/** In which project a group is known. */
function scopeProperties(context: WireContext, project: ProjectRecord) {
  return {
    Domain: textProperty(`vstfs:///Classification/TeamProject/${project.id}`),
    SecurityGroup: textProperty('SecurityGroup'),
    ScopeId: textProperty(project.id),
    ScopeType: textProperty('TeamProject'),
    LocalScopeId: textProperty(project.id),
    SecuringHostId: textProperty(context.organization.id),
    ScopeName: textProperty(project.name),
    VirtualPlugin: textProperty(''),
  };
}

/** A team of a project; its identity is that of the group behind it. */
export function teamWire(
  context: WireContext,
  project: ProjectRecord,
  team: GroupRecord,
  expandIdentity: boolean,
) {
  const identity = groupIdentity(team);
  return {
    id: team.id,
    name: team.name,
    url: urlOf(context, '_apis/projects', project.id, 'teams', team.id),
    description: team.description,
    identityUrl: urlOf(context, '_apis/Identities', team.id),
    projectName: project.name,
    projectId: project.id,
    ...(expandIdentity && {
      identity: {
        ...identity,
        masterId: team.id,
        properties: {
          'Microsoft.TeamFoundation.Team': {
            $type: 'System.Boolean',
            $value: true,
          },
          ...identity.properties,
          ...scopeProperties(context, project),
        },
      },
    }),
  };
}

export function teamMemberWire(context: WireContext, memberId: string) {
  return { identity: identityRef(context, memberId) };
}
