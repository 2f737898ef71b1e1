import { createHash, randomBytes } from 'node:crypto';
import { SimulatorEnvironment } from '../server/Environment';
import { tokenDigest } from '../server/Authenticator';
import { BuildRecord } from '../store/records';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now'>;

/** Tokens of one job are found again by the name of their scope. */
const scopeOf = (buildId: string) => `job-tokens:${buildId}`;

/** Makes the token of one job; it ends with the job, or some minutes after the job's timeout. */
export function issueJobToken(
  environment: Basis,
  options: {
    readonly build: BuildRecord;
    readonly jobId: string;
    readonly minutes: number;
  },
): string {
  const token = createHash('sha256')
    .update(options.jobId)
    .update(randomBytes(32))
    .digest('hex');
  const expires = new Date(
    environment.now().getTime() + (options.minutes + 10) * 60_000,
  );
  environment.store.put(
    'token',
    {
      id: tokenDigest(token),
      userId: options.build.requestedBy,
      access: 'full',
      expires: expires.toISOString(),
    },
    { scope: scopeOf(options.build.id), key: options.jobId },
  );
  return token;
}

/** Takes back the token of a job, or those of all jobs of a run. */
export function revokeJobTokens(
  environment: Pick<Basis, 'store'>,
  buildId: string,
  jobId?: string,
): void {
  const { store } = environment;
  const tokens =
    jobId === undefined
      ? store.list('token', scopeOf(buildId))
      : [store.findByKey('token', scopeOf(buildId), jobId)];
  for (const token of tokens) {
    if (token) {
      store.remove('token', token.id);
    }
  }
}
