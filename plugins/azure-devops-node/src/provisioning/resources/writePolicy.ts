import type { PolicySettings } from '../../client/areas/PoliciesApi';
import type { ApplyContext } from '../provisioningContext';

/** Creates a policy, or changes the one that there is. */
export async function writePolicy(options: {
  readonly context: Pick<ApplyContext, 'client' | 'project'>;
  readonly policy: PolicySettings;
  /** Id of the policy to change. */
  readonly id: string | undefined;
}): Promise<string> {
  const { context, policy, id } = options;
  const { client, project } = context;
  const written =
    id === undefined
      ? await client.policies.create({ project, policy })
      : await client.policies.update({
          project,
          policy,
          // Settings that we know nothing of are kept.
          current: await client.policies.get({ project, id }),
        });
  return String(written.id);
}
