import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { WebApi, getPersonalAccessTokenHandler } from 'azure-devops-node-api';

/** The project of the seed, in which all suites work. */
export const project = 'machine-learning';

/** An embedded Azure DevOps of its own for a block of tests. */
export interface AzureDevOpsUnderTest {
  readonly simulator: Simulator;
  /** The organization's address, without a slash at its end. */
  readonly organizationUrl: string;
  /** The Node SDK, with the token that may do everything if none is given. */
  connect(token?: string): WebApi;
}

/** Starts an embedded Azure DevOps before the tests of a block and stops it after them. */
export function withAzureDevOps(
  options: SimulatorOptions | (() => SimulatorOptions) = {},
): AzureDevOpsUnderTest {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator(
      typeof options === 'function' ? options() : options,
    );
  });
  afterAll(() => simulator.close());
  return {
    get simulator() {
      return simulator;
    },
    get organizationUrl() {
      return simulator.organizationUrl();
    },
    connect: (token = simulator.token) =>
      new WebApi(
        simulator.organizationUrl(),
        getPersonalAccessTokenHandler(token),
        { allowRetries: false },
      ),
  };
}
