import { Exerciser, ExerciseOptions, ExerciseResult } from './Exerciser';
import { exerciseContent, exerciseRepositories } from './exerciseGit';
import { exerciseDefinitions, exerciseRuns } from './exercisePipelines';
import {
  exerciseEnvironments,
  exerciseOrganization,
  exerciseVariableGroups,
} from './exerciseResources';

/**
 * Calls every operation that the simulator serves at least once, errors
 * included, against a freshly seeded simulator. With a recording proxy in
 * between, the traffic can be held against the published contract.
 */
export async function exerciseSimulator(
  options: ExerciseOptions,
): Promise<ExerciseResult> {
  const api = new Exerciser(options);
  await exerciseOrganization(api);
  const repositoryId = await exerciseRepositories(api, options.token);
  await exerciseContent(api, repositoryId);
  const definitionId = await exerciseDefinitions(api, repositoryId);
  await exerciseRuns(api, definitionId, repositoryId);
  await exerciseEnvironments(api, definitionId);
  await exerciseVariableGroups(api);
  await api.call(
    'DELETE',
    `machine-learning/_apis/build/definitions/${definitionId}`,
    { expect: 204 },
  );
  const folder = encodeURIComponent(`\\${api.name('exercise')}`);
  await api.call(
    'DELETE',
    `machine-learning/_apis/build/folders?path=${folder}`,
    { expect: 204, preview: true },
  );
  await api.call(
    'DELETE',
    `machine-learning/_apis/git/repositories/${repositoryId}`,
    { expect: 204 },
  );
  return api.result;
}
