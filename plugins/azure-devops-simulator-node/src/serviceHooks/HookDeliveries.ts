import {
  HookNotificationRecord,
  HookSubscriptionRecord,
} from '../store/serviceHookRecords';
import { Store } from '../store/Store';
import { mask } from './consumers';

const timeoutMilliseconds = 10_000;
const longestResponse = 10_000;

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function headersOf(
  inputs: HookSubscriptionRecord['consumerInputs'],
): Readonly<Record<string, string>> {
  const given = (inputs.httpHeaders ?? '')
    .split(/[\r\n]+/)
    .map(line => /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line))
    .flatMap(match => (match ? [[match[1].toLowerCase(), match[2]]] : []));
  const { basicAuthUsername = '', basicAuthPassword } = inputs;
  const pair = Buffer.from(`${basicAuthUsername}:${basicAuthPassword ?? ''}`);
  return {
    ...Object.fromEntries(given),
    ...((basicAuthUsername || basicAuthPassword) && {
      authorization: `Basic ${pair.toString('base64')}`,
    }),
    'content-type': 'application/json; charset=utf-8',
  };
}

function requestText(
  url: string,
  headers: Readonly<Record<string, string>>,
): string {
  const shown = Object.keys(headers).map(name =>
    name === 'content-type' ? `${name}: ${headers[name]}` : `${name}: ${mask}`,
  );
  return [`Method: POST`, `URI: ${url}`, ...shown].join('\n');
}

/** Sends events to the addresses of subscriptions, and notes what came of it. */
export class HookDeliveries {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #hosts: readonly string[];
  readonly #pending = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: {
    readonly store: Store;
    readonly now: () => Date;
    /** Hosts besides this machine that may be sent to. */
    readonly hosts?: readonly string[];
  }) {
    this.#store = options.store;
    this.#now = options.now;
    this.#hosts = options.hosts ?? [];
  }

  /** Only this machine, and hosts that were allowed: whoever may subscribe must not reach other machines by way of this one. */
  allows(address: URL): boolean {
    const host = address.hostname.toLowerCase();
    return (
      /^https?:$/.test(address.protocol) &&
      (loopback.test(host) || this.#hosts.includes(host))
    );
  }

  /** Delivers a notification once the work at hand is over; one that has been rolled back is not delivered. */
  soon(notificationId: string): void {
    const delivery = new Promise<void>(fulfil => setImmediate(fulfil))
      .then(() => this.deliver(notificationId))
      .finally(() => this.#pending.delete(delivery));
    this.#pending.add(delivery);
  }

  /** Resolves once nothing is under way. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) {
      await Promise.all(this.#pending);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  async deliver(notificationId: string): Promise<void> {
    if (this.#closing.signal.aborted) {
      return;
    }
    const queued = this.#store.get('hookNotification', notificationId);
    const subscription =
      queued && this.#store.get('hookSubscription', queued.subscriptionId);
    if (queued && subscription) {
      await this.#send(queued, subscription.consumerInputs);
    }
  }

  /** Sends one event; also for a test of inputs that no subscription has yet. */
  async #send(
    queued: HookNotificationRecord,
    inputs: HookSubscriptionRecord['consumerInputs'],
  ): Promise<void> {
    const outcome = await this.send(queued.event, inputs);
    if (this.#store.get('hookSubscription', queued.subscriptionId)) {
      this.#store.put(
        'hookNotification',
        { ...queued, ...outcome },
        { scope: queued.subscriptionId },
      );
    }
  }

  /** Posts an event, and says how it went; never throws for what the other side does. */
  async send(
    event: HookNotificationRecord['event'],
    inputs: HookSubscriptionRecord['consumerInputs'],
  ): Promise<
    Pick<
      HookNotificationRecord,
      | 'status'
      | 'result'
      | 'completedDate'
      | 'request'
      | 'response'
      | 'errorMessage'
      | 'milliseconds'
    >
  > {
    const started = performance.now();
    const headers = headersOf(inputs);
    const end = (rest: {
      readonly result: 'succeeded' | 'failed';
      readonly response?: string;
      readonly errorMessage?: string;
    }) => ({
      status: 'completed' as const,
      request: requestText(inputs.url, headers),
      completedDate: this.#now().toISOString(),
      milliseconds: performance.now() - started,
      ...rest,
    });
    const address = new URL(inputs.url);
    if (!this.allows(address)) {
      return end({
        result: 'failed',
        errorMessage: `The host '${address.hostname}' is not allowed.`,
      });
    }
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers,
        body: JSON.stringify(event),
        // A redirect could lead to a host that is not allowed.
        redirect: 'manual',
        signal: AbortSignal.any([
          this.#closing.signal,
          AbortSignal.timeout(timeoutMilliseconds),
        ]),
      });
      const body = (await response.text()).slice(0, longestResponse);
      const text = `Status Code: ${response.status}\nReason Phrase: ${response.statusText}\n\n${body}`;
      return response.ok
        ? end({ result: 'succeeded', response: text })
        : end({
            result: 'failed',
            response: text,
            errorMessage: `${response.statusText} (${response.status})`,
          });
    } catch (error) {
      const reason =
        error instanceof Error && error.cause ? error.cause : error;
      return end({ result: 'failed', errorMessage: String(reason) });
    }
  }
}
