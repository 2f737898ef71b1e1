import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './azureDevopsCatalogEntityWait.examples';

const DEFAULT_TIMEOUT_SECONDS = 60;
const POLL_MILLISECONDS = 250;

/**
 * Waits until the catalog shows an entity. `catalog:register` only notes where
 * the entity is; reading it happens later, and until then its link leads to
 * "not found".
 *
 * @public
 */
export function createCatalogEntityWaitAction(options: {
  readonly catalog: Pick<CatalogService, 'getEntityByRef'>;
  /** Waits; a test hands in its own. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}) {
  const { catalog, sleep = waitMilliseconds } = options;
  return createTemplateAction({
    id: 'azure-devops:catalog-entity:wait',
    description:
      'Waits until the catalog shows an entity that was registered a moment ago, so that the links to it work',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .describe(
              'Reference of the entity, as `catalog:register` gives it: `component:default/churn-model`',
            ),
        timeoutSeconds: z =>
          z
            .number()
            .optional()
            .describe(
              `Longest time to wait (default: ${DEFAULT_TIMEOUT_SECONDS})`,
            ),
      },
      output: {
        entityRef: z => z.string().describe('Reference of the entity'),
      },
    },
    async handler(ctx) {
      const { entityRef, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = ctx.input;
      ctx.output('entityRef', entityRef);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would wait for ${entityRef} in the catalog`);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const attempts = Math.ceil((timeoutSeconds * 1000) / POLL_MILLISECONDS);
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        ctx.signal?.throwIfAborted();
        const entity = await catalog.getEntityByRef(entityRef, { credentials });
        if (entity !== undefined) {
          ctx.logger.info(`The catalog shows ${entityRef}`);
          return;
        }
        await sleep(POLL_MILLISECONDS);
      }
      throw new NotFoundError(
        `entityRef: the catalog does not show ${entityRef} after ${timeoutSeconds} seconds. ` +
          'It is registered, so it may still come; if it does not, the log of the portal says what its catalog-info.yaml is refused for.',
      );
    },
  });
}

function waitMilliseconds(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}
