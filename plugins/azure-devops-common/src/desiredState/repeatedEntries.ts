import type { Checked } from './Checked';
import { ConfigurationProblem, describeValue } from './configurationProblem';
import type { ProjectConfiguration } from './projectConfigurationSchema';

type BranchConfiguration = ProjectConfiguration['branch_policies'][number];

/** Something that may be there once, and what makes two of them the same. */
interface Place {
  readonly identity: string;
  readonly label: string;
  readonly value: string;
  readonly keyPath: readonly (string | number)[];
}

/**
 * Branch policies that would be one and the same: Azure DevOps tells those of
 * a type apart by branch, pipeline, paths and status alone.
 */
export function findRepeatedPolicies({
  file,
  configuration,
}: Checked<ProjectConfiguration>): readonly ConfigurationProblem[] {
  const places = configuration.branch_policies.flatMap((branch, index) => [
    {
      identity: branch.branch,
      label: 'the branch',
      value: branch.branch,
      keyPath: ['branch_policies', index, 'branch'],
    },
    ...placesOfBranch(branch).map(place => ({
      ...place,
      identity: `${branch.branch} ${place.identity}`,
      keyPath: ['branch_policies', index, ...place.keyPath],
    })),
  ]);
  return findRepeats(places).map(({ label, value, keyPath }) => ({
    file,
    keyPath,
    found: `${label} ${describeValue(value)} a second time`,
    expected: 'each once',
    remedy: 'Put what belongs together into one entry.',
  }));
}

function placesOfBranch(branch: BranchConfiguration): readonly Place[] {
  return [
    ...branch.build_validation.map(({ pipeline }, index) => ({
      identity: `build ${pipeline}`,
      label: 'the pipeline',
      value: pipeline,
      keyPath: ['build_validation', index, 'pipeline'],
    })),
    ...branch.automatic_reviewers.flatMap(({ paths, reviewers }, index) => [
      {
        identity: `reviewers ${[...paths].sort().join(';')}`,
        label: 'the paths',
        value: paths.join(' '),
        keyPath: ['automatic_reviewers', index, 'paths'],
      },
      ...reviewers.map((reviewer, position) => ({
        identity: `reviewer ${index} ${reviewer}`,
        label: 'the reviewer',
        value: reviewer,
        keyPath: ['automatic_reviewers', index, 'reviewers', position],
      })),
    ]),
    ...branch.status_checks.map(({ genre, name }, index) => ({
      identity: `status ${genre}/${name}`,
      label: 'the status',
      value: `${genre}/${name}`,
      keyPath: ['status_checks', index, 'name'],
    })),
  ];
}

/** Azure DevOps treats the variables of a pipeline without case, so two of them would be one. */
export function findRepeatedVariables({
  file,
  configuration,
}: Checked<ProjectConfiguration>): readonly ConfigurationProblem[] {
  const places = configuration.pipelines.definitions.flatMap(
    ({ variables }, index) =>
      Object.keys(variables).map(name => ({
        identity: `${index} ${name}`,
        label: 'the variable',
        value: name,
        keyPath: ['pipelines', 'definitions', index, 'variables', name],
      })),
  );
  return findRepeats(places).map(({ label, value, keyPath }) => ({
    file,
    keyPath,
    found: `${label} ${describeValue(value)} a second time`,
    expected: 'names that differ in more than upper and lower case',
    remedy: 'Rename one of them.',
  }));
}

function findRepeats(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>();
  return places.filter(({ identity }) => {
    const key = identity.toLowerCase();
    const isRepeat = seen.has(key);
    seen.add(key);
    return isRepeat;
  });
}
