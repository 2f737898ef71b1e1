import { Agent, request } from 'node:http';

/** Requests of the REST API on connections that stay open. */
export class RestLoad {
  private readonly agent: Agent;

  constructor(
    private readonly target: { readonly url: string; readonly token: string },
    private readonly concurrency: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  }

  /** @throws Error for any answer that is not 2xx */
  send(method: string, path: string, body?: object): Promise<string> {
    const { url, token } = this.target;
    const address = `${url}/contoso/${path}${
      path.includes('?') ? '&' : '?'
    }api-version=7.1-preview`;
    return new Promise((fulfil, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      };
      request(address, { method, headers, agent: this.agent }, answer => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', chunk => {
          text += chunk;
        });
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          if (status >= 200 && status < 300) {
            fulfil(text);
          } else {
            reject(new Error(`${method} ${path}: ${status} ${text}`));
          }
        });
      })
        .once('error', reject)
        .end(body && JSON.stringify(body));
    });
  }

  /** Does work so many times, as many at once as this load allows; gives back seconds. */
  async repeat(
    times: number,
    work: (index: number) => Promise<unknown>,
  ): Promise<number> {
    const before = performance.now();
    let next = 0;
    const one = async () => {
      while (next < times) {
        next += 1;
        await work(next - 1);
      }
    };
    await Promise.all(Array.from({ length: this.concurrency }, one));
    return (performance.now() - before) / 1000;
  }

  close(): void {
    this.agent.destroy();
  }
}
