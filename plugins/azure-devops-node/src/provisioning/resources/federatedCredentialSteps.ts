import type { FederatedCredential } from '@azure-mlops/backstage-plugin-azure-devops-common';

/** What Microsoft Entra expects tokens to be made for when they are exchanged. */
const AUDIENCE = 'api://AzureADTokenExchange';

/** Microsoft Entra's limit for the name of a federated credential. */
const LONGEST_NAME = 120;

/**
 * What somebody with rights in Microsoft Entra has to do before a connection
 * by workload identity federation works, in Markdown.
 */
export function describeFederatedCredentialSteps(options: {
  readonly project: string;
  readonly connection: string;
  readonly clientId: string;
  readonly subscriptionId: string;
  readonly credential: FederatedCredential;
}): string {
  const { clientId, subscriptionId, credential } = options;
  const name = nameCredential(options);
  const parameters = { name, ...credential, audiences: [AUDIENCE] };
  const identity = (property: string) =>
    `"$(az identity list --subscription ${subscriptionId} --query "[?clientId=='${clientId}'].${property}" --output tsv)"`;
  return [
    'pipelines can use it once Microsoft Entra trusts it. Its issuer and its subject:',
    inFence('text', [credential.issuer, credential.subject]),
    'When the client id is that of an app registration, run in a Bash shell:',
    inFence('bash', [
      `az ad app federated-credential create --id ${clientId} --parameters ${quote(
        JSON.stringify(parameters),
      )}`,
    ]),
    'When it is that of a user-assigned managed identity, run instead:',
    inFence('bash', [
      [
        `az identity federated-credential create --name ${quote(name)}`,
        `--subscription ${subscriptionId}`,
        `--identity-name ${identity('name')}`,
        `--resource-group ${identity('resourceGroup')}`,
        `--issuer ${quote(credential.issuer)}`,
        `--subject ${quote(credential.subject)}`,
        `--audiences ${quote(AUDIENCE)}`,
      ].join(' '),
    ]),
  ].join('\n\n');
}

function inFence(language: string, lines: readonly string[]): string {
  return ['```'.concat(language), ...lines, '```'].join('\n');
}

/** A name that can be part of an address, as Microsoft Entra asks. */
function nameCredential(options: {
  readonly project: string;
  readonly connection: string;
}): string {
  return `azure-devops-${options.project}-${options.connection}`
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, LONGEST_NAME);
}

/** One word for a POSIX shell, whatever it holds. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
