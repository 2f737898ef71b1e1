import { writeMark } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { createClient, ORGANIZATION, type Target } from './engine';
import {
  numbersTo,
  pipelineFile,
  pipelineName,
  PROJECT,
  REPOSITORY,
} from './fullConfiguration';
import type { ScaffolderActions } from './ScaffolderActions';

/** Environment that the pipelines may use; it is there before. */
const ENVIRONMENT = `${REPOSITORY}-dev`;

/** What both sides are asked to do, on an environment that is there. */
export interface CommonPart {
  readonly target: Target;
  readonly pipelines: number;
  readonly environmentId: string;
}

/** Makes the environment, which the published actions cannot. */
export async function prepareEnvironment(target: Target): Promise<string> {
  const { id } = await createClient(target).environments.create({
    project: PROJECT,
    name: ENVIRONMENT,
    description: writeMark({
      text: 'Development',
      owner: { project: PROJECT, repository: REPOSITORY },
    }),
  });
  return String(id);
}

/** The common part as steps of a template with our actions. */
export async function runOwnActions(
  actions: ScaffolderActions,
  { target, pipelines }: CommonPart,
): Promise<void> {
  const repoUrl = repoUrlOf(target);
  await actions.run('azure-devops:repository:ensure', { repoUrl });
  await actions.run('azure-devops:repository:push', {
    repoUrl,
    defaultBranch: 'main',
  });
  await actions.run('azure-devops:provision', {
    repoUrl,
    configuration: {
      version: 1,
      project: REPOSITORY,
      pipelines: {
        folder: REPOSITORY,
        definitions: numbersTo(pipelines).map(index => ({
          name: pipelineName(index),
          yaml: pipelineFile(index),
        })),
      },
    },
    environments: [
      {
        version: 1,
        environment: { name: ENVIRONMENT, description: 'Development' },
        permitted_pipelines: numbersTo(pipelines).map(pipelineName),
      },
    ],
  });
}

/** The common part as steps of a template with the published actions. */
export async function runPublishedActions(
  actions: ScaffolderActions,
  { target, pipelines, environmentId }: CommonPart,
): Promise<void> {
  const place = {
    host: target.host,
    organization: ORGANIZATION,
    project: PROJECT,
  };
  await actions.run('publish:azure', {
    repoUrl: repoUrlOf(target),
    defaultBranch: 'main',
  });
  const ids: string[] = [];
  for (const index of numbersTo(pipelines)) {
    const { pipelineId } = await actions.run('azure:pipeline:create', {
      ...place,
      repository: REPOSITORY,
      branch: 'main',
      pipelineName: pipelineName(index),
      pipelineYamlFile: pipelineFile(index),
      pipelineFolder: `\\${REPOSITORY}`,
    });
    ids.push(String(pipelineId));
  }
  for (const pipelineId of ids) {
    await actions.run('azure:pipeline:permit', {
      ...place,
      pipelineId,
      resourceId: environmentId,
      resourceType: 'environment',
      authorized: true,
    });
  }
}

/** What is there afterwards, for the proof that both sides did the same. */
export async function observeCommonPart(
  target: Target,
  environmentId: string,
): Promise<{ readonly pipelines: number; readonly permitted: number }> {
  const client = createClient(target);
  let pipelines = 0;
  for await (const definition of client.buildDefinitions.list({
    project: PROJECT,
    folder: `\\${REPOSITORY}`,
  })) {
    pipelines += definition.process?.yamlFilename === undefined ? 0 : 1;
  }
  const permissions = await client.pipelinePermissions.get({
    project: PROJECT,
    type: 'environment',
    id: environmentId,
  });
  return {
    pipelines,
    permitted: (permissions.pipelines ?? []).filter(
      ({ authorized }) => authorized,
    ).length,
  };
}

function repoUrlOf({ host }: Target): string {
  return `${host}?organization=${ORGANIZATION}&project=${PROJECT}&repo=${REPOSITORY}`;
}
