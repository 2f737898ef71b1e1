interface ConsumerInput {
  readonly id: string;
  readonly name: string;
  readonly mode: 'textBox' | 'textArea' | 'passwordBox' | 'combo';
  readonly isConfidential: boolean;
  readonly isRequired?: true;
  readonly values?: readonly string[];
}

const details = ['all', 'minimal', 'none'];
const messages = ['all', 'text', 'html', 'markdown', 'none'];

const choice = (
  id: string,
  name: string,
  values: readonly string[],
): ConsumerInput => ({
  id,
  name,
  mode: 'combo',
  isConfidential: false,
  values,
});

/** What the one action of the one consumer wants to know. */
export const webHookInputs: readonly ConsumerInput[] = [
  {
    id: 'url',
    name: 'URL',
    mode: 'textBox',
    isConfidential: false,
    isRequired: true,
  },
  {
    id: 'httpHeaders',
    name: 'HTTP headers',
    mode: 'textArea',
    isConfidential: true,
  },
  {
    id: 'basicAuthUsername',
    name: 'Basic authentication username',
    mode: 'textBox',
    isConfidential: false,
  },
  {
    id: 'basicAuthPassword',
    name: 'Basic authentication password',
    mode: 'passwordBox',
    isConfidential: true,
  },
  choice('resourceDetailsToSend', 'Resource details to send', details),
  choice('messagesToSend', 'Messages to send', messages),
  choice('detailedMessagesToSend', 'Detailed messages to send', messages),
];

export const webHooks = {
  consumer: 'webHooks',
  action: 'httpRequest',
} as const;

/** What is shown in place of a secret. */
export const mask = '********';

/** Inputs of a consumer as they may be shown. */
export function maskedInputs(
  inputs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const secret = webHookInputs
    .filter(({ isConfidential }) => isConfidential)
    .map(({ id }) => id);
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      secret.includes(key) ? mask : value,
    ]),
  );
}
