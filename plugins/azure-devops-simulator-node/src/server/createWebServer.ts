import { createServer as createHttpServer, RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

/** What serving over https needs, both as PEM. */
export interface TlsOptions {
  readonly key: string;
  /** The certificate, followed by those that it is signed with, if any. */
  readonly certificate: string;
}

/** A server for http, or for https where there is a key with its certificate. Throws if these cannot be used. */
export function createWebServer(
  application: RequestListener,
  tls: TlsOptions | undefined,
) {
  if (!tls) {
    return createHttpServer(application);
  }
  try {
    return createHttpsServer(
      { key: tls.key, cert: tls.certificate },
      application,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The key and the certificate cannot be used for https: ${reason}. Give both as PEM, the key without a passphrase and made for this certificate.`,
      { cause: error },
    );
  }
}
