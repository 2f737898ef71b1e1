// @ts-check

/** Calls an organization of the embedded Azure DevOps; every answer but a success is an error. */
export class OrganizationClient {
  /** @param {{ url: string, token: string }} options address of the organization */
  constructor({ url, token }) {
    this.url = url;
    this.authorization = `Basic ${Buffer.from(`:${token}`).toString('base64')}`;
  }

  /** @param {string} path below the organization */
  get(path) {
    return this.send('GET', path);
  }

  /**
   * @param {string} path
   * @param {unknown} body
   */
  post(path, body) {
    return this.send('POST', path, body);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {string} [contentType]
   * @returns {Promise<any>} what the answer says
   */
  async send(method, path, body, contentType = 'application/json') {
    const response = await fetch(
      `${this.url}/${path}${
        path.includes('?') ? '&' : '?'
      }api-version=7.1-preview`,
      {
        method,
        headers: {
          authorization: this.authorization,
          'content-type': contentType,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
    );
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `${method} ${path} was answered with ${response.status}: ${text}`,
      );
    }
    return text === '' ? undefined : JSON.parse(text);
  }
}
