import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TlsOptions } from '../server/createWebServer';

/** A self-signed certificate for localhost, made with openssl; throws where there is no openssl. */
export async function makeCertificate(): Promise<TlsOptions> {
  const directory = await mkdtemp(join(tmpdir(), 'simulator-certificate-'));
  const keyFile = join(directory, 'key.pem');
  const certificateFile = join(directory, 'certificate.pem');
  try {
    await promisify(execFile)('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout',
      keyFile,
      '-out',
      certificateFile,
    ]);
    return {
      key: await readFile(keyFile, 'utf8'),
      certificate: await readFile(certificateFile, 'utf8'),
    };
  } catch (error) {
    throw new Error(
      'No certificate could be made for the test: it needs openssl 1.1.1 or newer on the path.',
      { cause: error },
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
