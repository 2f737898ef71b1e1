// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../commandLine/commandError.mjs';

/** Also how exactly the steps of a task can be timed: the portal's own stamps are whole seconds. */
const POLL_MILLISECONDS = 50;
const CATALOG_MILLISECONDS = 60_000;

/**
 * @typedef {object} TaskEvent
 * @property {number} id
 * @property {'log' | 'completion' | 'cancelled' | 'recovered'} type
 * @property {{ message: string, stepId?: string, status?: string, output?: any, error?: { message?: string } }} body
 */

/** The portal's REST API as a signed-in guest uses it. */
export class PortalApi {
  /** @param {string} portalUrl */
  constructor(portalUrl) {
    this.portalUrl = portalUrl;
    /** @type {string | undefined} */
    this.token = undefined;
  }

  /** Signs in as the guest of the laptop portal. */
  async signIn() {
    const session = await this.#request('GET', '/api/auth/guest/refresh');
    this.token = session.backstageIdentity.token;
  }

  /**
   * Waits until the catalog knows an entity.
   *
   * @param {{ kind: string, name: string }} entity
   */
  async waitForEntity(entity) {
    const deadline = Date.now() + CATALOG_MILLISECONDS;
    while (Date.now() < deadline) {
      const found = await this.findEntity(entity);
      if (found) {
        return found;
      }
      await delay(POLL_MILLISECONDS);
    }
    throw new CommandError(
      `The catalog does not know the ${entity.kind} ${entity.name} after ${
        CATALOG_MILLISECONDS / 1000
      } seconds: look at the log of the portal for what its file is refused for.`,
    );
  }

  /** @param {{ kind: string, name: string }} entity */
  async findEntity({ kind, name }) {
    return this.#request(
      'GET',
      `/api/catalog/entities/by-name/${kind}/default/${name}`,
      { absentIsFine: true },
    );
  }

  /**
   * Runs a template.
   *
   * @param {{ template: string, values: Record<string, unknown> }} task
   * @returns {Promise<string>} the id of the task
   */
  async createTask({ template, values }) {
    const { id } = await this.#request('POST', '/api/scaffolder/v2/tasks', {
      body: { templateRef: `template:default/${template}`, values },
    });
    return id;
  }

  /**
   * Runs a template without effect, as the template editor does.
   *
   * @param {{
   *   template: unknown,
   *   values: Record<string, unknown>,
   *   files: { path: string, content: Buffer }[],
   * }} dryRun the parsed template.yaml and the files beside it
   * @returns {Promise<{ log: { body: { message: string, status?: string } }[], output: any }>}
   */
  async dryRun({ template, values, files }) {
    return this.#request('POST', '/api/scaffolder/v2/dry-run', {
      body: {
        template,
        values,
        secrets: {},
        directoryContents: files.map(({ path, content }) => ({
          path,
          base64Content: content.toString('base64'),
        })),
      },
    });
  }

  /**
   * The events of a task as they come; ends after the completion.
   *
   * @param {string} taskId
   * @param {{ after?: number }} [options] the id of the last event already seen
   * @returns {AsyncGenerator<TaskEvent>}
   */
  async *taskEvents(taskId, { after } = {}) {
    let last = after;
    for (;;) {
      const query = last === undefined ? '' : `?after=${last}`;
      /** @type {TaskEvent[]} */
      const events = await this.#request(
        'GET',
        `/api/scaffolder/v2/tasks/${taskId}/events${query}`,
      );
      for (const event of events) {
        last = event.id;
        yield event;
        if (event.type === 'completion') {
          return;
        }
      }
      await delay(POLL_MILLISECONDS);
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ body?: unknown, absentIsFine?: boolean }} [options]
   */
  async #request(method, path, { body, absentIsFine = false } = {}) {
    const response = await fetch(`${this.portalUrl}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (absentIsFine && response.status === 404) {
      return undefined;
    }
    const text = await response.text();
    if (!response.ok) {
      throw new CommandError(
        `The portal answered ${method} ${path} with ${
          response.status
        }: ${explain(text)}`,
      );
    }
    return text === '' ? undefined : JSON.parse(text);
  }
}

/**
 * The reason in an answer of the portal: either an error or a list of what is wrong with the form.
 *
 * @param {string} text
 */
function explain(text) {
  try {
    const answer = JSON.parse(text);
    if (Array.isArray(answer.errors)) {
      return answer.errors
        .map((/** @type {{ stack: string }} */ problem) =>
          problem.stack.replace(/^instance\.?/, ''),
        )
        .join('; ');
    }
    return answer.error?.message ?? text;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return text;
    }
    throw error;
  }
}
