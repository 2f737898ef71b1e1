// @ts-check

/**
 * @typedef {object} DemoResource
 * @property {string} kind
 * @property {string} name
 * @property {string} outcome `created`, `updated` or `unchanged`
 * @property {string} url
 *
 * @typedef {object} DemoResult
 * @property {'completed' | 'failed'} status
 * @property {Record<string, unknown>} outputs what the template gives back; empty when it failed
 * @property {DemoResource[]} resources
 * @property {{ calls: number, writes: number }} http what the actions asked of Azure DevOps' REST API
 * @property {number} seconds
 * @property {Record<string, number>} stepSeconds wall time of each step that ran
 * @property {string} [error] why it failed
 */

/**
 * Runs a template as a task of the portal and follows it to its end.
 *
 * @param {{
 *   api: import('./PortalApi.mjs').PortalApi,
 *   template: string,
 *   values: Record<string, any>,
 *   onLine?: (line: string) => void,
 * }} options
 * @returns {Promise<DemoResult>}
 */
export async function runTemplate({
  api,
  template,
  values,
  onLine = () => {},
}) {
  await api.waitForEntity({ kind: 'template', name: template });
  const component = { kind: 'component', name: String(values.name) };
  const wasRegistered = (await api.findEntity(component)) !== undefined;

  const started = Date.now();
  const taskId = await api.createTask({ template, values });
  const follower = new StepClock();
  for await (const event of api.taskEvents(taskId)) {
    follower.see(event);
    onLine(
      event.body.stepId
        ? `[${event.body.stepId}] ${event.body.message}`
        : event.body.message,
    );
    if (event.type === 'completion') {
      const seconds = (Date.now() - started) / 1000;
      const summary = summarize(event, {
        portalUrl: api.portalUrl,
        component: component.name,
        wasRegistered,
      });
      if (summary.status === 'completed') {
        // Registered is not read yet: the entity counts once the catalog shows it.
        await api.waitForEntity(component);
      }
      return {
        ...summary,
        seconds,
        stepSeconds: follower.seconds(),
      };
    }
  }
  throw new Error(`The events of task ${taskId} ended without a completion`);
}

/**
 * @param {import('./PortalApi.mjs').TaskEvent} completion
 * @param {{ portalUrl: string, component: string, wasRegistered: boolean }} context
 * @returns {Pick<DemoResult, 'status' | 'outputs' | 'resources' | 'http' | 'error'>}
 */
function summarize(completion, { portalUrl, component, wasRegistered }) {
  const outputs = completion.body.output ?? {};
  if (completion.body.error || !outputs.entityRef) {
    return {
      status: 'failed',
      outputs,
      resources: [],
      http: { calls: 0, writes: 0 },
      error: completion.body.error?.message ?? completion.body.message,
    };
  }
  return {
    status: 'completed',
    outputs,
    resources: [
      ...outputs.repositoryResources,
      ...outputs.provisionedResources,
      {
        kind: 'catalog-entity',
        name: outputs.entityRef,
        outcome: wasRegistered ? 'unchanged' : 'created',
        url: `${portalUrl}/catalog/default/component/${component}`,
      },
    ],
    http: {
      calls: total(outputs, 'calls'),
      writes: total(outputs, 'writes'),
    },
  };
}

/**
 * The sum over the outputs in which each action counts its calls.
 *
 * @param {Record<string, any>} outputs
 * @param {'calls' | 'writes'} key
 */
function total(outputs, key) {
  return Object.entries(outputs)
    .filter(([name]) => name.endsWith('Http'))
    .reduce((sum, [, count]) => sum + count[key], 0);
}

/** Times the steps of a task by the moments at which their events arrive. */
class StepClock {
  constructor() {
    /** @type {Map<string, number>} */
    this.begun = new Map();
    /** @type {Map<string, number>} */
    this.ended = new Map();
  }

  /** @param {import('./PortalApi.mjs').TaskEvent} event */
  see({ body }) {
    if (body.stepId && body.status === 'processing') {
      this.begun.set(body.stepId, Date.now());
    }
    if (body.stepId && body.status === 'completed') {
      this.ended.set(body.stepId, Date.now());
    }
  }

  seconds() {
    return Object.fromEntries(
      [...this.ended].map(([step, end]) => [
        step,
        (end - (this.begun.get(step) ?? end)) / 1000,
      ]),
    );
  }
}
