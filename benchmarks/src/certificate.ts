import { HOST_NAME } from './processes/nameThisMachine';
import { generate } from 'selfsigned';

/** A key and a certificate for the name of this machine, both as PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

/** A certificate that only the processes of one benchmark trust. */
export function createCertificate(): Certificate {
  const { private: key, cert } = generate(
    [{ name: 'commonName', value: HOST_NAME }],
    {
      days: 2,
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        {
          name: 'subjectAltName',
          altNames: [{ type: 2, value: HOST_NAME }],
        },
      ],
    },
  );
  return { key, certificate: cert };
}
