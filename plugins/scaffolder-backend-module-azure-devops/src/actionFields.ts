import type { z as zodV3 } from 'zod/v3';

type Zod = typeof zodV3;

/** Input fields that several actions share, so that they read the same everywhere. */
export const inputFields = {
  repoUrl: (z: Zod) =>
    z
      .string()
      .describe(
        'Repository in Azure DevOps, as the repository picker gives it: `dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model`',
      ),
  token: (z: Zod) =>
    z
      .string()
      .optional()
      .describe(
        "Token to use in place of the integration's, for example the user's own: `${{ secrets.USER_OAUTH_TOKEN }}`",
      ),
  adopt: (z: Zod) =>
    z
      .boolean()
      .optional()
      .describe(
        'Take over resources of these names that this project did not make (default: false, they are reported and left alone)',
      ),
  secrets: (z: Zod) =>
    z
      .record(z.string())
      .optional()
      .describe(
        'Values of the secrets that the configuration names, by name: `registry_password: ${{ secrets.REGISTRY_PASSWORD }}`. They come before those of the server (`azureMlops.provisioning.secrets`)',
      ),
  updateSecrets: (z: Zod) =>
    z
      .boolean()
      .optional()
      .describe(
        'Write secret values again that are there already; they cannot be read and compared (default: false)',
      ),
  sourcePath: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('Folder inside the workspace (default: the workspace itself)'),
} as const;

/** Output fields that several actions share. */
export const outputFields = {
  resources: (z: Zod) =>
    z
      .array(
        z.object({
          kind: z.string().describe('Kind of the resource'),
          name: z.string().describe('Name of the resource'),
          outcome: z
            .enum(['created', 'updated', 'replaced', 'deleted', 'unchanged'])
            .describe('What happened to it (in a dry run: what would happen)'),
          url: z.string().describe('Page of the resource in Azure DevOps'),
        }),
      )
      .describe('Every resource the action looked after'),
  summary: (z: Zod) =>
    z.string().describe('The resources as a Markdown table with links'),
  followUps: (z: Zod) =>
    z
      .array(z.string())
      .describe(
        'What is left for people to do, in Markdown, such as the federated credential of a service connection; empty in a dry run',
      ),
  http: (z: Zod) =>
    z
      .object({
        calls: z.number().describe('Calls of the REST API'),
        writes: z.number().describe('Calls that changed something'),
        seconds: z.number().describe('Wall time of the action'),
      })
      .describe('What the action asked of Azure DevOps'),
} as const;
