import {
  CheckedResource,
  nameProtectedResource,
} from '../resources/protectedResource';
import type { DesiredRoleAssignment } from '../resources/roleAssignment';
import type { DesiredVariableGroup } from '../resources/variableGroup';
import { assembleChecks } from './assembleChecks';
import { assembleServiceConnections } from './assembleServiceConnections';
import type { Checked } from './Checked';
import type { DesiredResources } from './DesiredState';
import type { EnvironmentConfiguration } from './environmentConfigurationSchema';

/** What the `azure_devops.yml` of an environment asks for. */
export function assembleEnvironment(
  environment: Checked<EnvironmentConfiguration>,
): DesiredResources {
  const { file, configuration } = environment;
  const group = configuration.approver_group;
  return {
    environment: [
      {
        name: configuration.environment.name,
        description: configuration.environment.description ?? '',
      },
    ],
    'approver-group':
      group === undefined
        ? []
        : [
            {
              name: group.name,
              description: group.description ?? '',
              members: group.members,
              source: { file, keyPath: ['approver_group', 'members'] },
            },
          ],
    'service-connection': assembleServiceConnections(environment),
    'variable-group': assembleVariableGroup(environment),
    ...assembleChecks(environment),
    'role-assignment': assembleRoles(environment),
  };
}

/** The resources of an environment that checks can protect and pipelines use. */
export function resourcesOfEnvironment(
  configuration: EnvironmentConfiguration,
): Readonly<
  Record<
    'environment' | 'service_connection' | 'variable_group',
    readonly CheckedResource[]
  >
> {
  const named = (
    kind: CheckedResource['kind'],
    part: { readonly name: string } | undefined,
  ): readonly CheckedResource[] =>
    part === undefined ? [] : [{ kind, name: part.name }];
  return {
    environment: named('environment', configuration.environment),
    service_connection: [
      ...named('service-connection', configuration.service_connection),
      ...named('service-connection', configuration.container_registry),
    ],
    variable_group: named('variable-group', configuration.variable_group),
  };
}

function assembleVariableGroup({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): readonly DesiredVariableGroup[] {
  const group = configuration.variable_group;
  if (group === undefined) {
    return [];
  }
  const vault = group.key_vault;
  return [
    {
      name: group.name,
      description: group.description ?? '',
      variables:
        vault === undefined
          ? { type: 'plain', values: group.variables, secrets: group.secrets }
          : {
              type: 'key-vault',
              vault: vault.name,
              serviceConnection: vault.service_connection,
              secrets: vault.secrets,
            },
      source: { file, keyPath: ['variable_group'] },
    },
  ];
}

function assembleRoles({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): readonly DesiredRoleAssignment[] {
  const resources = resourcesOfEnvironment(configuration);
  return configuration.roles.flatMap((role, index) =>
    resources[role.on].map(({ name }): DesiredRoleAssignment => {
      const resource = {
        kind:
          role.on === 'environment'
            ? ('environment' as const)
            : ('variable-group' as const),
        name,
      };
      return {
        name: `${nameProtectedResource(resource)} ${role.identity}`,
        resource,
        identity: role.identity,
        role: role.role,
        source: { file, keyPath: ['roles', index, 'identity'] },
      };
    }),
  );
}
