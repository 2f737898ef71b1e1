import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSimulatorCommand } from './command/runSimulatorCommand';
import { developmentToken } from './seed/developmentTokens';
import { TlsOptions } from './server/createWebServer';
import { generatedCertificate } from './server/generatedCertificate';
import { startSimulator } from './startSimulator';
import { GitWorkspace, withToken } from './testing/GitWorkspace';
import { makeCertificate } from './testing/makeCertificate';
import { basic } from './testing/RestClient';

const repositories = 'contoso/machine-learning/_apis/git/repositories';

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** A request that trusts nobody but the certificate. */
function call(url: string, tls: TlsOptions, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      method: body ? 'POST' : 'GET',
      ca: tls.certificate,
      headers: { authorization: basic(developmentToken) },
    };
    request(url, options, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .once('error', reject)
      .end(body && JSON.stringify(body));
  });
}

describe('https', () => {
  let tls: TlsOptions;
  let directory: string;

  beforeAll(async () => {
    tls = await makeCertificate();
    directory = await mkdtemp(join(tmpdir(), 'simulator-https-'));
    await writeFile(join(directory, 'cert.pem'), tls.certificate);
    await writeFile(join(directory, 'key.pem'), tls.key);
  });

  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function run(
    argv: readonly string[],
    during: (url: string) => Promise<void> = async () => {},
  ) {
    const output: string[] = [];
    const errors: string[] = [];
    const exitCode = await runSimulatorCommand(['--port', '0', ...argv], {
      write: line => output.push(line),
      writeError: line => errors.push(line),
      untilStopped: () => during(/https?:\S+/.exec(output[0])?.[0] ?? ''),
    });
    return { exitCode, errors: errors.join('\n') };
  }

  it('serves REST and pages, with links that are https as well', async () => {
    const simulator = await startSimulator({ tls });
    try {
      expect(simulator.url).toBe(`https://localhost:${simulator.port}`);
      const answer = await call(
        `${simulator.organizationUrl()}/_apis/projects?api-version=7.1`,
        tls,
      );
      expect(answer.status).toBe(200);
      const [project] = JSON.parse(answer.text).value;
      expect(project.url).toBe(
        `${simulator.organizationUrl()}/_apis/projects/${project.id}`,
      );
      const page = await call(simulator.organizationUrl(), tls);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('http://localhost');
    } finally {
      await simulator.close();
    }
  });

  it('is what the command serves with --cert and --key', async () => {
    const seen: string[] = [];
    const { exitCode } = await run(
      [
        '--cert',
        join(directory, 'cert.pem'),
        '--key',
        join(directory, 'key.pem'),
      ],
      async url => {
        const { text } = await call(`${url}/${repositories}`, tls);
        seen.push(url, text);
      },
    );
    expect(exitCode).toBe(0);
    expect(seen[0]).toMatch(/^https:\/\/localhost:\d+$/);
    expect(JSON.parse(seen[1])).toEqual({ count: 0, value: [] });
  });

  it('lets git push', async () => {
    const simulator = await startSimulator({ tls });
    const workspace = await GitWorkspace.create();
    try {
      const answer = await call(
        `${simulator.url}/${repositories}?api-version=7.1`,
        tls,
        { name: 'pushed' },
      );
      const created = JSON.parse(answer.text);
      await workspace.write('README.md', 'Hello\n');
      const commit = await workspace.commit('Start');
      await workspace.git(
        '-c',
        `http.sslCAInfo=${join(directory, 'cert.pem')}`,
        'push',
        '--quiet',
        withToken(created.remoteUrl, simulator.token),
        'main',
      );
      const { text } = await call(
        `${simulator.url}/${repositories}/${created.id}/commits`,
        tls,
      );
      expect(JSON.parse(text).value[0].commitId).toBe(commit);
    } finally {
      await workspace.remove();
      await simulator.close();
    }
  });

  describe('with a certificate of its own', () => {
    const fileMode = async (file: string) =>
      ((await stat(file)).mode % 0o1000).toString(8);

    it('serves clients that trust what it has printed, git among them', async () => {
      const data = join(directory, 'generated');
      const simulator = await startSimulator({
        tls: 'generated',
        dataDirectory: data,
      });
      const workspace = await GitWorkspace.create();
      try {
        const file = simulator.certificateFile ?? '';
        expect(file).toBe(join(data, 'tls', 'certificate.pem'));
        const trusted = { key: '', certificate: await readFile(file, 'utf8') };
        for (const host of ['localhost', '127.0.0.1']) {
          const answer = await call(
            `https://${host}:${simulator.port}/${repositories}`,
            trusted,
          );
          expect(answer.status).toBe(200);
        }
        const created = await call(
          `${simulator.url}/${repositories}?api-version=7.1`,
          trusted,
          { name: 'generated' },
        );
        const url = withToken(
          JSON.parse(created.text).remoteUrl,
          simulator.token,
        );
        await expect(workspace.git('ls-remote', url)).rejects.toThrow(
          /certificate/,
        );
        await expect(
          workspace.git('-c', `http.sslCAInfo=${file}`, 'ls-remote', url),
        ).resolves.toBe('');
      } finally {
        await workspace.remove();
        await simulator.close();
      }
    });

    it('keeps the key from others, and uses the certificate again', async () => {
      const data = join(directory, 'kept');
      const certificates: string[] = [];
      for (let start = 0; start < 2; start++) {
        const simulator = await startSimulator({
          tls: 'generated',
          dataDirectory: data,
        });
        certificates.push(
          await readFile(simulator.certificateFile ?? '', 'utf8'),
        );
        await simulator.close();
      }
      expect(certificates[1]).toBe(certificates[0]);
      expect(certificates[0]).not.toContain('PRIVATE KEY');
      expect(await fileMode(join(data, 'tls', 'key.pem'))).toBe('600');
    });

    it.each([
      ['ends soon', { host: '127.0.0.1', daysLater: 350 }],
      ['is not for the name', { host: 'simulator.example', daysLater: 0 }],
    ])('makes a new one when that which it has %s', async (_title, more) => {
      const place = join(directory, `renewed-${more.host}`);
      const first = await generatedCertificate({
        directory: place,
        host: '127.0.0.1',
        now: new Date(),
      });
      const later = new Date(Date.now() + more.daysLater * 86_400_000);
      const second = await generatedCertificate({
        directory: place,
        host: more.host,
        now: later,
      });
      expect(second.certificate).not.toBe(first.certificate);
      const again = await generatedCertificate({
        directory: place,
        host: more.host,
        now: new Date(),
      });
      expect(again.certificate).toBe(second.certificate);
    });

    it('is what the command serves with --https', async () => {
      const lines: string[] = [];
      const exitCode = await runSimulatorCommand(
        ['--port', '0', '--https', '--data', join(directory, 'command')],
        {
          write: line => lines.push(line),
          writeError: line => lines.push(line),
          untilStopped: async () => {},
        },
      );
      expect(exitCode).toBe(0);
      expect(lines[0]).toMatch(/ https:/);
      expect(lines.join('\n')).toContain(
        join(directory, 'command', 'tls', 'certificate.pem'),
      );
    });
  });

  it.each([
    [['--https', '--cert', 'cert.pem'], 2, /--https makes a certificate/],
    [['--cert', 'cert.pem'], 2, /both --cert and --key/],
    [['--cert', 'nowhere.pem', '--key', 'key.pem'], 1, /--cert.*nowhere\.pem/],
    [['--cert', 'key.pem', '--key', 'key.pem'], 1, /cannot be used for https/],
  ])('explains what is wrong with %j', async (argv, exitCode, message) => {
    const result = await run(
      argv.map(value =>
        value.startsWith('--') ? value : join(directory, value),
      ),
    );
    expect(result.exitCode).toBe(exitCode);
    expect(result.errors).toMatch(message);
  });
});
