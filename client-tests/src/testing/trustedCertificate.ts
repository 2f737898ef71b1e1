import { randomUUID } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { SimulatorOptions } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { generate } from 'selfsigned';

/**
 * A certificate for localhost that this process trusts from now on: the published actions speak
 * https only. Other processes, git among them, know nothing of it.
 */
export function trustedCertificate(): Required<Pick<SimulatorOptions, 'tls'>> {
  const { private: key, cert } = generate(
    [{ name: 'commonName', value: `client tests ${randomUUID()}` }],
    {
      days: 2,
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    },
  );
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  return { tls: { key, certificate: cert } };
}
