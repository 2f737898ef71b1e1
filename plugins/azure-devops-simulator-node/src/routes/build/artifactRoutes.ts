import { artifactUnknown } from '../../errors/runErrors';
import { artifactsOf, StoredArtifact } from '../../runs/artifacts';
import { zipFolder } from '../../runs/zipFolder';
import { ApiAnswer, content, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { BuildRecord } from '../../store/records';
import { artifactWire } from '../../wire/artifactWire';
import { requestedBuild } from './findBuild';

/** @throws AzureDevOpsError 404 */
export function findArtifact(
  request: ApiRequest,
  build: BuildRecord,
  name: string,
): StoredArtifact {
  const artifact = artifactsOf(request.environment, build.id).find(
    candidate => candidate.name.toLowerCase() === name.toLowerCase(),
  );
  if (!artifact) {
    throw artifactUnknown(name, build.id);
  }
  return artifact;
}

async function getArtifacts(request: ApiRequest): Promise<ApiAnswer> {
  const build = requestedBuild(request);
  const name = request.query('artifactName');
  if (name === undefined) {
    return list(
      artifactsOf(request.environment, build.id).map(artifact =>
        artifactWire(request, build, artifact),
      ),
    );
  }
  const artifact = findArtifact(request, build, name);
  const isZip =
    request.query('$format')?.toLowerCase() === 'zip' ||
    request.accept.includes('application/zip');
  return isZip
    ? content({
        type: 'application/zip',
        body: await zipFolder(artifact.directory, artifact.name),
        fileName: `${artifact.name}.zip`,
      })
    : json(artifactWire(request, build, artifact));
}

/** What a run has published. */
export const artifactRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '[{project}/]_apis/build/builds/{#buildId}/artifacts',
    handle: getArtifacts,
  },
];
