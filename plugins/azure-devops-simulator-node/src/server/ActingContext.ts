import { OrganizationRecord, UserRecord } from '../store/records';
import { ApiRequest } from './ApiRequest';
import { SimulatorEnvironment } from './Environment';

/** Who does something, and where; an `ApiRequest` is one, and so is what follows from a push. */
export type ActingContext = Pick<
  ApiRequest,
  'environment' | 'store' | 'organization' | 'user' | 'baseUrl' | 'timestamp'
>;

/** For work that no request asks for directly: a trigger, or a pull request that completes by itself. */
export function actingContext(options: {
  readonly environment: SimulatorEnvironment;
  readonly organization: OrganizationRecord;
  readonly user: UserRecord;
}): ActingContext {
  const { environment, organization, user } = options;
  return {
    environment,
    organization,
    user,
    store: environment.store,
    baseUrl: environment.serverUrl(),
    timestamp: environment.now().toISOString(),
  };
}
