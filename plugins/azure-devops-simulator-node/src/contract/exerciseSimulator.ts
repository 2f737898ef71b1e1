import { Exerciser, ExerciseOptions, ExerciseResult } from './Exerciser';
import { exerciseIdentities } from './exerciseIdentities';
import { exercisePullRequests } from './exercisePullRequests';
import { exerciseSecurity } from './exerciseSecurity';
import { exerciseComparison } from './exerciseComparison';
import { exerciseEvaluations } from './exerciseEvaluations';
import { exerciseContent, exerciseRepositories } from './exerciseGit';
import { exerciseGuards } from './exerciseGuards';
import { exerciseDefinitions, exerciseRuns } from './exercisePipelines';
import { exerciseHooks } from './exerciseHooks';
import {
  exerciseMembers,
  exerciseSharing,
  exerciseTeams,
} from './exerciseOrganization';
import { exercisePolicies } from './exercisePolicies';
import { exerciseProjects, exerciseQueues } from './exerciseProjects';
import {
  exerciseEnvironments,
  exerciseOrganization,
  exerciseVariableGroups,
} from './exerciseResources';
import { exerciseServiceEndpoints } from './exerciseServiceEndpoints';

/** Policies, service connections, and what guards resources of every kind. */
async function exerciseProtection(
  api: Exerciser,
  repositoryId: string,
  definitionId: string,
): Promise<void> {
  await exercisePolicies(api, { repositoryId, definitionId });
  await exerciseEvaluations(api, { repositoryId, definitionId });
  const { id, projectId } = await exerciseServiceEndpoints(api);
  await exerciseGuards(api, {
    definitionId,
    resources: [
      { type: 'endpoint', id },
      { type: 'repository', id: `${projectId}.${repositoryId}` },
    ],
  });
  await api.call(
    'DELETE',
    `_apis/serviceendpoint/endpoints/${id}?projectIds=${projectId}`,
    { expect: 204 },
  );
}

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
  await exerciseProjects(api);
  await exerciseQueues(api);
  const repositoryId = await exerciseRepositories(api, options.token);
  await exerciseContent(api, repositoryId);
  await exerciseComparison(api, repositoryId);
  await exercisePullRequests(api, repositoryId);
  await exerciseSecurity(api, await exerciseIdentities(api));
  const definitionId = await exerciseDefinitions(api, repositoryId);
  await exerciseRuns(api, definitionId, repositoryId);
  await exerciseEnvironments(api, definitionId);
  await exerciseVariableGroups(api);
  await exerciseProtection(api, repositoryId, definitionId);
  await exerciseTeams(api);
  await exerciseMembers(api);
  await exerciseSharing(api);
  await exerciseHooks(api);
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
