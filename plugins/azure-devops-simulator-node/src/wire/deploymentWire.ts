import { DeploymentRecord } from '../store/RunRecords';
import { buildWebUrl, definitionWebUrl } from './buildWire';
import { urlOf, WireContext } from './Links';

/** One deployment, as the environment that it went to lists it. */
export function deploymentWire(
  context: WireContext,
  deployment: DeploymentRecord,
) {
  const build = context.store.get('build', deployment.buildId);
  const definition = context.store.get('definition', deployment.definitionId);
  const self = (part: string, id: string) =>
    urlOf(context, deployment.projectId, `_apis/build/${part}`, id);
  return {
    id: Number(deployment.id),
    requestIdentifier: deployment.requestIdentifier,
    environmentId: Number(deployment.environmentId),
    serviceOwner: '00025394-6065-48ca-87d9-7f5672854ef7',
    scopeId: deployment.projectId,
    planType: 'Build',
    ...(build && { planId: build.planId }),
    stageName: deployment.stageName,
    jobName: deployment.jobName,
    stageAttempt: deployment.stageAttempt,
    jobAttempt: deployment.jobAttempt,
    ...(definition && {
      definition: {
        _links: {
          web: { href: definitionWebUrl(context, definition) },
          self: { href: self('Definitions', definition.id) },
        },
        id: Number(definition.id),
        name: definition.name,
      },
    }),
    ...(build && {
      owner: {
        _links: {
          web: { href: buildWebUrl(context, build) },
          self: { href: self('Builds', build.id) },
        },
        id: Number(build.id),
        name: build.buildNumber,
      },
    }),
    ...(deployment.result && { result: deployment.result }),
    queueTime: deployment.queueTime,
    ...(deployment.startTime && { startTime: deployment.startTime }),
    ...(deployment.finishTime && { finishTime: deployment.finishTime }),
  };
}
