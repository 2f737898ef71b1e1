import {
  createPrivateKey,
  generateKeyPairSync,
  X509Certificate,
} from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { isMissing } from '../git/isMissing';
import { TlsOptions } from './createWebServer';

/** A certificate that is its own authority. */
export interface GeneratedCertificate extends TlsOptions {
  /** The certificate as PEM, for clients to trust; the key is not in it. */
  readonly certificateFile: string;
}

const loopbackNames = ['localhost', '127.0.0.1', '::1'];
/** Some clients refuse certificates that are good for longer than 825 days. */
const days = 365;
const millisecondsPerDay = 86_400_000;
const leastDaysLeft = 30;

const dnsName = 2;
const ipAddress = 7;

function generateFor(names: readonly string[]): TlsOptions {
  const options = {
    days,
    algorithm: 'sha256',
    // Node's own is quick; that of the library is quick only where it finds Node's.
    keyPair: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'keyUsage',
        critical: true,
        keyCertSign: true,
        digitalSignature: true,
        keyEncipherment: true,
      },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map(name =>
          isIP(name)
            ? { type: ipAddress, ip: name }
            : { type: dnsName, value: name },
        ),
      },
    ],
  };
  const { private: key, cert } = generate(
    [
      { name: 'commonName', value: 'localhost' },
      { name: 'organizationName', value: 'Azure DevOps simulator' },
    ],
    options,
  );
  return { key, certificate: cert };
}

function isGood(
  { key, certificate }: TlsOptions,
  names: readonly string[],
  now: Date,
): boolean {
  const parsed = new X509Certificate(certificate);
  const left = new Date(parsed.validTo).getTime() - now.getTime();
  return (
    left > leastDaysLeft * millisecondsPerDay &&
    parsed.checkPrivateKey(createPrivateKey(key)) &&
    names.every(
      name =>
        (isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name)) !==
        undefined,
    )
  );
}

async function readKept(
  keyFile: string,
  certificateFile: string,
): Promise<TlsOptions | undefined> {
  try {
    return {
      key: await readFile(keyFile, 'utf8'),
      certificate: await readFile(certificateFile, 'utf8'),
    };
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

/** A file that is there as a whole or not at all, and that nobody else can read. */
async function writePrivately(file: string, content: string): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, content, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

/**
 * The certificate that is kept in the folder, or a new one: when there is
 * none, when it ends within a month, and when it is not for all the names.
 *
 * @param options - `host` is a name or address beside those of this machine;
 *   `now` the true time, since clients go by theirs
 */
export async function generatedCertificate(options: {
  readonly directory: string;
  readonly host: string;
  readonly now: Date;
}): Promise<GeneratedCertificate> {
  const { directory, host, now } = options;
  const isWildcard = host === '0.0.0.0' || host === '::';
  const names = isWildcard
    ? loopbackNames
    : [...new Set([...loopbackNames, host])];
  const keyFile = join(directory, 'key.pem');
  const certificateFile = join(directory, 'certificate.pem');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const kept = await readKept(keyFile, certificateFile);
  if (kept && isGood(kept, names, now)) {
    return { ...kept, certificateFile };
  }
  const made = generateFor(names);
  await writePrivately(keyFile, made.key);
  await writePrivately(certificateFile, made.certificate);
  return { ...made, certificateFile };
}
