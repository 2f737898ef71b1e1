import { isSameName } from '../names/resourceNames';
import type { Checked } from './Checked';
import { ConfigurationProblem, describeValue } from './configurationProblem';
import type { EnvironmentConfiguration } from './environmentConfigurationSchema';
import { findIdentityProblems } from './identityReferences';
import type { ProjectConfiguration } from './projectConfigurationSchema';
import { findRepeatedPolicies, findRepeatedVariables } from './repeatedEntries';

interface NamedPlace {
  readonly name: string;
  readonly file: string;
  readonly keyPath: readonly (string | number)[];
}

/** What no single file can show: names used twice, and names that nothing defines. */
export function findCrossReferenceProblems(options: {
  readonly project: Checked<ProjectConfiguration>;
  readonly environments: readonly Checked<EnvironmentConfiguration>[];
}): readonly ConfigurationProblem[] {
  const { project, environments } = options;
  const pipelines = project.configuration.pipelines.definitions.map(
    (definition, index) => ({
      name: definition.name,
      file: project.file,
      keyPath: ['pipelines', 'definitions', index, 'name'],
    }),
  );
  return [
    ...findDuplicates('pipeline', pipelines),
    ...findDuplicates(
      'environment',
      environments.map(({ file, configuration }) => ({
        name: configuration.environment.name,
        file,
        keyPath: ['environment', 'name'],
      })),
    ),
    ...findDuplicates(
      'variable group',
      environments.flatMap(({ file, configuration }) =>
        configuration.variable_group === undefined
          ? []
          : [
              {
                name: configuration.variable_group.name,
                file,
                keyPath: ['variable_group', 'name'],
              },
            ],
      ),
    ),
    ...findDuplicates(
      'service connection',
      environments.flatMap(placesOfConnections),
    ),
    ...findDuplicates(
      'approver group',
      environments.flatMap(({ file, configuration }) =>
        configuration.approver_group === undefined
          ? []
          : [
              {
                name: configuration.approver_group.name,
                file,
                keyPath: ['approver_group', 'name'],
              },
            ],
      ),
    ),
    ...findRepeatedPolicies(project),
    ...findRepeatedVariables(project),
    ...findUnknownBuildValidations(project, pipelines),
    ...findUnknownConnections(environments),
    ...findIdentityProblems(environments),
    ...environments.flatMap(environment => [
      ...findUnknownPipelines(environment, pipelines),
      ...findCaseCollisions(environment),
    ]),
  ];
}

function findDuplicates(
  label: string,
  places: readonly NamedPlace[],
): readonly ConfigurationProblem[] {
  return places.flatMap((place, index) => {
    const first = places
      .slice(0, index)
      .find(candidate => isSameName(candidate.name, place.name));
    return first === undefined
      ? []
      : [
          {
            file: place.file,
            keyPath: place.keyPath,
            found: `the ${label} ${describeValue(place.name)} a second time`,
            expected: `a name that no other ${label} has`,
            remedy: `Rename it; ${first.file} claims this name already.`,
          },
        ];
  });
}

function placesOfConnections({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): readonly NamedPlace[] {
  return (['service_connection', 'container_registry'] as const).flatMap(
    key => {
      const connection = configuration[key];
      return connection === undefined
        ? []
        : [{ name: connection.name, file, keyPath: [key, 'name'] }];
    },
  );
}

function findUnknownBuildValidations(
  { file, configuration }: Checked<ProjectConfiguration>,
  pipelines: readonly NamedPlace[],
): readonly ConfigurationProblem[] {
  return configuration.branch_policies.flatMap((branch, branchIndex) =>
    branch.build_validation.flatMap(({ pipeline }, index) =>
      pipelines.some(({ name }) => name === pipeline)
        ? []
        : [
            {
              file,
              keyPath: [
                'branch_policies',
                branchIndex,
                'build_validation',
                index,
                'pipeline',
              ],
              found: `the unknown pipeline ${describeValue(pipeline)}`,
              expected: `one of ${pipelines
                .map(({ name }) => name)
                .join(', ')}`,
              remedy:
                'Define it under pipelines.definitions, or correct its spelling.',
            },
          ],
    ),
  );
}

function findUnknownConnections(
  environments: readonly Checked<EnvironmentConfiguration>[],
): readonly ConfigurationProblem[] {
  const known = environments.flatMap(placesOfConnections);
  return environments.flatMap(({ file, configuration }) => {
    const name = configuration.variable_group?.key_vault?.service_connection;
    return name === undefined ||
      known.some(connection => isSameName(connection.name, name))
      ? []
      : [
          {
            file,
            keyPath: ['variable_group', 'key_vault', 'service_connection'],
            found: `the unknown service connection ${describeValue(name)}`,
            expected:
              known.length === 0
                ? 'a service connection, of which the configuration has none'
                : `one of ${known.map(({ name: of }) => of).join(', ')}`,
            remedy:
              'Configure it as service_connection of an environment, or correct its spelling.',
          },
        ];
  });
}

function findUnknownPipelines(
  environment: Checked<EnvironmentConfiguration>,
  pipelines: readonly NamedPlace[],
): readonly ConfigurationProblem[] {
  const permitted = environment.configuration.permitted_pipelines ?? [];
  return permitted.flatMap((name, index) => {
    const problem = (found: string, remedy: string) => ({
      file: environment.file,
      keyPath: ['permitted_pipelines', index],
      found,
      expected: `one of ${pipelines
        .map(({ name: known }) => known)
        .join(', ')}`,
      remedy,
    });
    if (!pipelines.some(pipeline => pipeline.name === name)) {
      return [
        problem(
          `the unknown pipeline ${describeValue(name)}`,
          `Define it under pipelines.definitions of ${pipelines[0].file}, or correct its spelling.`,
        ),
      ];
    }
    return permitted.indexOf(name) < index
      ? [
          problem(
            `the pipeline ${describeValue(name)} a second time`,
            'Remove the second entry.',
          ),
        ]
      : [];
  });
}

/** Azure DevOps treats variable names without case, so two of them would be one. */
function findCaseCollisions({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): readonly ConfigurationProblem[] {
  const group = configuration.variable_group;
  const places = [
    ...Object.keys(group?.variables ?? {}).map(name => ({
      name,
      keyPath: ['variable_group', 'variables', name],
    })),
    ...Object.keys(group?.secrets ?? {}).map(name => ({
      name,
      keyPath: ['variable_group', 'secrets', name],
    })),
    ...(group?.key_vault?.secrets ?? []).map((name, index) => ({
      name,
      keyPath: ['variable_group', 'key_vault', 'secrets', index],
    })),
  ];
  return places.flatMap(({ name, keyPath }, index) => {
    const first = places
      .slice(0, index)
      .find(candidate => isSameName(candidate.name, name));
    return first === undefined
      ? []
      : [
          {
            file,
            keyPath,
            found: `${name} beside ${first.name}`,
            expected: 'names that differ in more than upper and lower case',
            remedy: 'Rename one of them.',
          },
        ];
  });
}
