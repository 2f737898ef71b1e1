import { isSameName } from '../names/resourceNames';
import type { Checked } from './buildDesiredState';
import { ConfigurationProblem, describeValue } from './configurationProblem';
import {
  EnvironmentConfiguration,
  ProjectConfiguration,
} from './configurationSchemas';

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
    ...environments.flatMap(environment => [
      ...findUnknownPipelines(environment, pipelines),
      ...findApprovalProblems(environment),
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

function findUnknownPipelines(
  environment: Checked<EnvironmentConfiguration>,
  pipelines: readonly NamedPlace[],
): readonly ConfigurationProblem[] {
  const permitted = environment.configuration.permitted_pipelines;
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

function findApprovalProblems({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): readonly ConfigurationProblem[] {
  const approval = configuration.checks?.approval;
  if (approval === undefined) {
    return [];
  }
  const keyPath = ['checks', 'approval'];
  const distinct = new Set(approval.approvers.map(name => name.toLowerCase()));
  const duplicates =
    distinct.size < approval.approvers.length
      ? [
          {
            file,
            keyPath: [...keyPath, 'approvers'],
            found: 'an approver twice',
            expected: 'each approver once',
            remedy: 'Remove the repeated entry.',
          },
        ]
      : [];
  // More approvals than approvers would block every deployment for good.
  const tooMany =
    approval.minimum_approvers > distinct.size
      ? [
          {
            file,
            keyPath: [...keyPath, 'minimum_approvers'],
            found: String(approval.minimum_approvers),
            expected: `at most ${distinct.size}, the number of approvers`,
            remedy: 'Name more approvers or lower the number.',
          },
        ]
      : [];
  return [...duplicates, ...tooMany];
}

/** Azure DevOps treats variable names without case, so two of them would be one. */
function findCaseCollisions({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): readonly ConfigurationProblem[] {
  const names = Object.keys(configuration.variable_group?.variables ?? {});
  return names.flatMap((name, index) => {
    const first = names
      .slice(0, index)
      .find(candidate => isSameName(candidate, name));
    return first === undefined
      ? []
      : [
          {
            file,
            keyPath: ['variable_group', 'variables', name],
            found: `${name} beside ${first}`,
            expected: 'names that differ in more than upper and lower case',
            remedy: 'Rename one of them.',
          },
        ];
  });
}
