import { BuildRecord } from '../store/records';
import { ArtifactRecord } from '../store/RunRecords';
import { urlOf, WireContext } from './Links';
import { buildPartUrl } from './timelineWire';

/** Where the content of an artifact is, as a zip; it wants the caller's token as everything does. */
export function artifactDownloadUrl(
  context: WireContext,
  build: BuildRecord,
  artifact: ArtifactRecord,
): string {
  return `${buildPartUrl(
    context,
    build,
    'artifacts',
  )}?artifactName=${encodeURIComponent(
    artifact.name,
  )}&api-version=7.1&%24format=zip`;
}

export function artifactWire(
  context: WireContext,
  build: BuildRecord,
  artifact: ArtifactRecord,
) {
  const url = `${buildPartUrl(
    context,
    build,
    'artifacts',
  )}?artifactName=${encodeURIComponent(artifact.name)}&api-version=7.1`;
  return {
    id: artifact.artifactId,
    name: artifact.name,
    source: artifact.source,
    resource: {
      type: artifact.type,
      data:
        artifact.type === 'Container'
          ? `#/${artifact.artifactId}/${artifact.name}`
          : String(artifact.artifactId),
      properties: { artifactsize: String(artifact.size) },
      url,
      downloadUrl: artifactDownloadUrl(context, build, artifact),
    },
  };
}

/** The same artifact in the pipelines API. */
export function runArtifactWire(
  context: WireContext,
  build: BuildRecord,
  artifact: ArtifactRecord,
  options: { readonly signedContent?: string },
) {
  return {
    ...(options.signedContent !== undefined && {
      signedContent: {
        url: artifactDownloadUrl(context, build, artifact),
        signatureExpires: options.signedContent,
      },
    }),
    name: artifact.name,
    url: `${urlOf(
      context,
      build.projectId,
      '_apis/pipelines',
      build.definitionId,
      'runs',
      build.id,
      'artifacts',
    )}?artifactName=${encodeURIComponent(artifact.name)}`,
  };
}
