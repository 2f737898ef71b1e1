// @ts-check
import { CommandError } from '../commandLine/commandError.mjs';

/** REST calls below one project of an Azure DevOps. */
export class AzureDevOpsApi {
  /** @param {{ projectUrl: string, token: string }} options */
  constructor({ projectUrl, token }) {
    this.projectUrl = projectUrl;
    this.authorization = `Basic ${Buffer.from(`:${token}`).toString('base64')}`;
  }

  /**
   * @param {string} path below `_apis`
   * @returns {Promise<any>}
   */
  get(path) {
    return this.#request('GET', path);
  }

  /**
   * @param {string} path below `_apis`
   * @param {unknown} body
   * @returns {Promise<any>}
   */
  post(path, body) {
    return this.#request('POST', path, body);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async #request(method, path, body) {
    const url = new URL(`${this.projectUrl}/_apis/${path}`);
    url.searchParams.set('api-version', '7.1-preview');
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        authorization: this.authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) {
      throw new CommandError(
        `Azure DevOps answered ${method} ${url.pathname} with ${
          response.status
        }: ${answer?.message ?? text}`,
      );
    }
    return answer;
  }
}
