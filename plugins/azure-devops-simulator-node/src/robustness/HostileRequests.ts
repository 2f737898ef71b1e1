import { basic } from '../testing/RestClient';
import { distorted, hostileBody, hostileText, hostileValue } from './garbage';
import {
  authorizations,
  methods,
  oddHeaders,
  queryNames,
  types,
} from './hostileHeaders';
import { RecordedRequest } from './recordTraffic';
import { SeededRandom } from './SeededRandom';

/** A request as it goes over the wire. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly bytes: Buffer;
}

interface Parts {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Paths that need a git process each are asked for less often. */
const gitShare = 0.05;
const needsGit =
  /_apis\/git\/|\/items|pullrequests|_apis\/build\/builds|preview|\/runs/i;

/** What all the others hang on stays as it is. */
const isVital = ({ method, path }: RecordedRequest) =>
  ['DELETE', 'PATCH'].includes(method) &&
  /_apis\/(projects|git\/repositories)\//i.test(path);

function wire({ method, path, headers, body }: Parts): HostileRequest {
  const head = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    ...headers,
    ...(body.length > 0 || !['GET', 'HEAD', 'DELETE'].includes(method)
      ? [`Content-Length: ${body.length}`]
      : []),
  ];
  const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1');
  // A chunked body without an end would be waited for, and rightly so.
  const end = headers.some(header => header.startsWith('Transfer-Encoding'))
    ? '0\r\n\r\n'
    : '';
  return {
    method,
    path,
    bytes: Buffer.concat([bytes, body, Buffer.from(end)]),
  };
}

/** Malformed requests without end, the same ones for the same seed. */
export class HostileRequests {
  readonly #random: SeededRandom;
  readonly #authorization: string;
  readonly #quick: readonly RecordedRequest[];
  readonly #slow: readonly RecordedRequest[];
  readonly #repositoryPath: string;

  /** @param options - `traffic` is what the requests are made from; `repositoryPath` is where git clients go */
  constructor(options: {
    readonly random: SeededRandom;
    readonly token: string;
    readonly traffic: readonly RecordedRequest[];
    readonly repositoryPath: string;
  }) {
    const traffic = options.traffic.filter(request => !isVital(request));
    this.#random = options.random;
    this.#authorization = `Authorization: ${basic(options.token)}`;
    this.#quick = traffic.filter(({ path }) => !needsGit.test(path));
    this.#slow = traffic.filter(({ path }) => needsGit.test(path));
    this.#repositoryPath = options.repositoryPath;
  }

  next(): HostileRequest {
    const kind = this.#random.fraction();
    if (kind < 0.003) {
      return this.#gitRequest();
    }
    if (kind < 0.1) {
      return this.#nonsense();
    }
    return this.#distortedRequest();
  }

  #distortedRequest(): HostileRequest {
    const random = this.#random;
    const model = random.pick(
      random.chance(gitShare) ? this.#slow : this.#quick,
    );
    const body =
      model.body === undefined && random.chance(0.9)
        ? Buffer.alloc(0)
        : hostileBody(
            random.chance(0.8)
              ? distorted(model.body, random)
              : hostileValue(random),
            random,
          );
    return wire({
      method: random.chance(0.03) ? this.#method() : model.method,
      path: this.#path(model.path),
      headers: this.#headers(model.contentType ?? 'application/json'),
      body,
    });
  }

  #path(path: string): string {
    const random = this.#random;
    const [place, query = ''] = path.split('?', 2);
    const segments = place.split('/');
    if (random.chance(0.3)) {
      segments[1 + random.below(segments.length - 1)] = hostileText(random);
    }
    if (random.chance(0.03)) {
      segments.splice(random.below(segments.length), 0, '');
    }
    const parameters = query.split('&').map(parameter => {
      const [name] = parameter.split('=');
      return random.chance(0.15)
        ? `${name}=${hostileText(random).replace(/[#\s]/g, '')}`
        : parameter;
    });
    const more = random.chance(0.15)
      ? [`${random.pick(queryNames)}=${hostileText(random)}`]
      : [];
    return `${segments.join('/') || '/'}?${[...parameters, ...more].join('&')}`;
  }

  #headers(contentType: string): readonly string[] {
    const random = this.#random;
    const headers = [
      random.chance(0.03)
        ? `Authorization: ${random.pick(authorizations)}`
        : this.#authorization,
      `Content-Type: ${random.chance(0.05) ? random.pick(types) : contentType}`,
      `Accept: ${
        random.chance(0.05) ? random.pick(types) : 'application/json'
      }`,
    ];
    if (random.chance(0.02)) {
      headers.push(`X-Filler: ${'x'.repeat(random.below(40_000))}`);
    }
    if (random.chance(0.02)) {
      headers.push(random.pick(oddHeaders));
    }
    return headers;
  }

  #method(): string {
    return this.#random.pick(methods);
  }

  #nonsense(): HostileRequest {
    const random = this.#random;
    const start = random.pick([
      '/',
      '//',
      '/contoso/',
      '/contoso/_apis/',
      '/contoso/machine-learning/',
      '/_simulator/',
      '/contoso/machine-learning/_git/',
      '*',
      '',
    ]);
    const rest = Array.from({ length: random.below(6) }, () =>
      random.chance(0.02)
        ? random.bytes(8).toString('latin1').replace(/[\s#]/g, '')
        : hostileText(random),
    );
    return wire({
      method: this.#method(),
      path: `${start}${rest.join(random.pick(['/', '//', '?', '&']))}`,
      headers: this.#headers('application/json'),
      body: Buffer.alloc(0),
    });
  }

  #gitRequest(): HostileRequest {
    const random = this.#random;
    const service = random.pick([
      'git-receive-pack',
      'git-upload-pack',
      'info/refs',
    ]);
    const query = random.pick([
      '',
      '?service=git-upload-pack',
      '?service=git-receive-pack',
      `?service=${hostileText(random)}`,
    ]);
    const isGet = service === 'info/refs';
    return wire({
      method: isGet ? random.pick(['GET', 'POST', 'HEAD']) : 'POST',
      path: `${this.#repositoryPath}/${service}${query}`,
      headers: [
        this.#authorization,
        `Content-Type: ${random.pick([
          `application/x-${service}-request`,
          'text/plain',
        ])}`,
        ...(random.chance(0.2) ? ['Content-Encoding: gzip'] : []),
        ...(random.chance(0.2)
          ? [`Git-Protocol: ${random.pick(['version=2', 'version=9', '::'])}`]
          : []),
      ],
      body: isGet ? Buffer.alloc(0) : this.#packetLines(),
    });
  }

  #packetLines(): Buffer {
    const random = this.#random;
    const one = random.bytes(20).toString('hex');
    const zero = '0'.repeat(40);
    const line = (text: string) =>
      `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
    const pack = Buffer.concat([
      Buffer.from('PACK\0\0\0\x02\0\0\0\x01', 'latin1'),
      random.bytes(60),
    ]);
    return random.pick<() => Buffer>([
      () => Buffer.alloc(0),
      () => random.bytes(50),
      () => Buffer.from('0000'),
      () => Buffer.from('ffff'),
      () => Buffer.from('0001'),
      () => Buffer.from('zzzz'),
      () => Buffer.from(line(`want ${one}\n`)),
      () => Buffer.from(`${line(`want ${one}\n`)}0000${line('done\n')}`),
      () => Buffer.from(`${line('command=fetch')}0001${line('deepen -1')}0000`),
      () => Buffer.from(`${line('command=nonsense')}0000`),
      () =>
        Buffer.concat([
          Buffer.from(
            `${line(
              `${zero} ${one} refs/heads/fuzz\0 report-status side-band-64k`,
            )}0000`,
          ),
          pack,
        ]),
      () =>
        Buffer.from(
          `${line(`${zero} ${one} refs/../../x\0 report-status`)}0000`,
        ),
      () =>
        Buffer.from(
          `${line(`${one} ${zero} refs/heads/main\0 report-status`)}0000`,
        ),
    ])();
  }
}
