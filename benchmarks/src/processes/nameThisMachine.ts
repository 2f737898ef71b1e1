import dns from 'node:dns';

/**
 * Name under which the processes of the benchmark know this machine. The
 * published actions talk https only, our own talk it to every host that is not
 * called localhost; `.test` is nobody's (RFC 6761).
 */
export const HOST_NAME = 'azure-devops.test';

/** Lets this process find {@link HOST_NAME}, as a line in the hosts file would. */
export function nameThisMachine(): void {
  const { lookup } = dns;
  Object.assign(dns, {
    lookup: (name: string, ...others: readonly unknown[]) =>
      Reflect.apply(lookup, dns, [
        name === HOST_NAME ? '127.0.0.1' : name,
        ...others,
      ]),
  });
}
