import { buildDesiredPart } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { catalogEntities } from './__testUtils__/catalogEntities';
import { withEntitiesLookedUp } from './lookUpEntities';

async function membersOf(members: readonly string[]) {
  const result = buildDesiredPart({
    part: 'approver-group',
    repository: 'churn-model',
    file: 'environment_prod/azure_devops.yml',
    content: { name: 'approvers', members },
  });
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  const desired = await withEntitiesLookedUp({
    desired: result.desiredState,
    catalog: catalogServiceMock({ entities: catalogEntities }),
    credentials: async () => mockCredentials.user(),
  });
  return desired.resources['approver-group']?.[0].members;
}

describe("the portal's users and groups", () => {
  it.each([
    ['user:default/ari', ['ari.approver@contoso.example']],
    ['user:ari', ['ari.approver@contoso.example']],
    ['User:default/Ari', ['ari.approver@contoso.example']],
    [
      'group:default/approvers',
      ['ari.approver@contoso.example', 'dana.scientist@contoso.example'],
    ],
    ['group:default/linked', ['[machine-learning]\\Contributors']],
    ['x@contoso.example', ['x@contoso.example']],
  ])('%s stands for %j in Azure DevOps', async (reference, expected) => {
    expect(await membersOf([reference])).toEqual(expected);
  });

  it.each([
    [
      'user:default/nobody',
      /"user:default\/nobody", which is not in the catalog/,
    ],
    ['user:nomail', /"user:nomail", who has no e-mail address/],
    [
      'group:empty',
      /"group:empty", which has no members.*dev\.azure\.com\/group/,
    ],
    [
      'group:halfknown',
      /members user:default\/nomail, user:default\/gone have no e-mail address/,
    ],
  ])('%s is an error with file, key and remedy', async (reference, message) => {
    const looking = membersOf(['x@contoso.example', reference]);
    await expect(looking).rejects.toMatchObject({ name: 'DesiredStateError' });
    await expect(looking).rejects.toThrow(message);
    await expect(looking).rejects.toThrow(
      /environment_prod\/azure_devops\.yml at members\[1\]: .*\. [A-Z][^.]+\./,
    );
  });
});
