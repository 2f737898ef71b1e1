import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createCatalogEntityWaitAction } from './actions/azureDevopsCatalogEntityWait';

const entityRef = 'component:default/churn-model';

/** A catalog that shows the entity once it has been asked so many times. */
function catalogAfter(
  questions: number,
): Pick<CatalogService, 'getEntityByRef'> {
  let asked = 0;
  return {
    getEntityByRef: async () => {
      asked += 1;
      return asked > questions
        ? {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'churn-model' },
          }
        : undefined;
    },
  };
}

describe('azure-devops:catalog-entity:wait', () => {
  it('goes on as soon as the catalog shows the entity', async () => {
    const waits: number[] = [];
    const action = createCatalogEntityWaitAction({
      catalog: catalogAfter(3),
      sleep: async milliseconds => {
        waits.push(milliseconds);
      },
    });
    const context = createMockActionContext({ input: { entityRef } });
    await action.handler(context);
    expect(waits).toHaveLength(3);
    expect(context.output).toHaveBeenCalledWith('entityRef', entityRef);
  });

  it('fails with the time it waited and where to look when the entity does not come', async () => {
    const action = createCatalogEntityWaitAction({
      catalog: catalogAfter(Infinity),
      sleep: async () => {},
    });
    await expect(
      action.handler(
        createMockActionContext({ input: { entityRef, timeoutSeconds: 2 } }),
      ),
    ).rejects.toThrow(
      /component:default\/churn-model after 2 seconds[\s\S]*log of the portal/,
    );
  });
});
