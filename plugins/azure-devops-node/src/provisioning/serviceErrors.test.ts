import {
  desiredChurnModel,
  PROJECT,
  REPOSITORY,
} from './__testUtils__/churnModel';
import {
  failureOf,
  SimulatedAzureDevOps,
} from './__testUtils__/SimulatedAzureDevOps';
import { ensureRepository } from './ensureRepository';
import { PartialProvisioningError } from './provisioningErrors';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

describe('an error of the service', () => {
  const SENTINEL = { status: 418, times: 1 };

  it.each<[string, RegExp]>([
    ['project', /_apis\/projects/],
    ['Git repository', /git\/repositories/],
    ['pipelines', /build\/definitions/],
    ['environments', /distributedtask\/environments/],
    ['variable groups', /variablegroups/],
    ['pipeline folders', /build\/folders/],
    ['checks', /checks\/queryconfigurations/],
    ['approvers', /identities/],
    ['refs', /\/refs/],
    ['pipeline permissions', /pipelinepermissions/i],
  ])('comes out when it happens on observing %s', async (_title, path) => {
    await ensureRepository({
      client: azureDevOps.createClient(),
      project: PROJECT,
      repository: REPOSITORY,
    });
    await azureDevOps.provision();
    azureDevOps.simulator.failNext({ ...SENTINEL, path });
    await expect(azureDevOps.provision()).rejects.toMatchObject({
      status: 418,
    });
  });

  it.each<[string, string, RegExp]>([
    ['Git repository', 'POST', /git\/repositories/],
    ['folder', 'PUT', /build\/folders/],
    ['agent queue', 'GET', /distributedtask\/queues/],
    ['pipeline', 'POST', /build\/definitions/],
    ['environment', 'POST', /distributedtask\/environments/],
    ['variable group', 'POST', /variablegroups/],
    ['approval check', 'POST', /checks\/configurations/],
    ['pipeline permission', 'PATCH', /pipelinepermissions/i],
  ])('comes out when it happens on creating a %s', async (_t, method, path) => {
    azureDevOps.simulator.failNext({ ...SENTINEL, method, path });
    const error = await failureOf(azureDevOps.provision());
    expect(error).toBeInstanceOf(PartialProvisioningError);
    expect(error.cause).toMatchObject({ status: 418 });
  });

  it.each<[string, string, RegExp]>([
    ['pipeline', 'PUT', /build\/definitions/],
    ['environment', 'PATCH', /distributedtask\/environments/],
    ['variable group', 'PUT', /variablegroups/],
    ['approval check', 'PATCH', /checks\/configurations/],
    ['pipeline permission', 'PATCH', /pipelinepermissions/i],
  ])('comes out when it happens on updating a %s', async (_t, method, path) => {
    await azureDevOps.provision();
    azureDevOps.simulator.failNext({ ...SENTINEL, method, path });
    const desired = desiredChurnModel(({ project, environments }) => {
      project.pipelines.definitions[0].purpose = 'Lint';
      const [, , prod] = environments;
      prod.environment.description = 'Live';
      prod.variable_group.variables.REPLICAS = '9';
      prod.checks!.approval.instructions = 'Ask';
      prod.permitted_pipelines = ['churn-model-deployment'];
    });
    const error = await failureOf(azureDevOps.provision({ desired }));
    expect(error.cause).toMatchObject({ status: 418 });
  });
});
