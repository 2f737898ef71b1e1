import {
  describeEnvironmentAnswerProblem,
  type EnvironmentAnswer,
  findDerivedNameProblems,
  findEnvironmentAnswerProblems,
  findProjectNameProblem,
  NO_ENVIRONMENT,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { azureDevOpsWebUrls } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields } from '../actionFields';
import {
  parseRepositoryAddress,
  type RepositoryAddress,
} from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { examples } from './azureDevopsNamesCheck.examples';

/**
 * Checks the names that a project and its environments will have in Azure
 * DevOps, in Azure and in the catalog before anything is made, and gives the addresses that follow from
 * them. Makes no call.
 *
 * @public
 */
export function createNamesCheckAction({
  integrations,
}: Pick<AzureDevOpsActionsOptions, 'integrations'>) {
  return createTemplateAction({
    id: 'azure-devops:names:check',
    description:
      'Checks, without any call, that a project and its environments get names that Azure DevOps, Azure and the catalog accept and that no environment is named twice; gives the addresses of organization, project and repository',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        name: z =>
          z
            .string()
            .describe(
              'Name of the machine-learning project; names of pipelines, environments and variable groups start with it',
            ),
        environments: z =>
          z
            .array(
              z.object({
                name: z.string().optional(),
                approvers: z.array(z.string()).optional(),
              }),
            )
            .describe('The environments: name, and who approves a deployment'),
      },
      output: {
        host: z => z.string().describe('Host of Azure DevOps'),
        organization: z => z.string().describe('Name of the organization'),
        project: z => z.string().describe('Name of the project'),
        repository: z => z.string().describe('Name of the repository'),
        organizationUrl: z => z.string().describe('Page of the organization'),
        projectUrl: z => z.string().describe('Page of the project'),
        repositoryUrl: z => z.string().describe('Page of the repository'),
        environments: z =>
          z
            .array(
              z.object({ name: z.string(), approvers: z.array(z.string()) }),
            )
            .describe('The environments with nothing left out'),
      },
    },
    async handler(ctx) {
      const { repoUrl, name } = ctx.input;
      const address = parseRepositoryAddress(repoUrl, integrations);
      const environments = ctx.input.environments.map(environment => ({
        name: environment.name ?? '',
        approvers: environment.approvers ?? [],
      }));
      const problems = findProblems({ address, name, environments });
      if (problems.length > 0) {
        throw new InputError(
          `The answers cannot become names in Azure DevOps, Azure and the catalog:\n${problems
            .map(problem => `- ${problem}`)
            .join('\n')}`,
        );
      }
      const urls = azureDevOpsWebUrls(address);
      ctx.logger.info(
        `The names are fine: project ${name}, environments ${environments
          .map(environment => environment.name)
          .join(', ')}`,
      );
      ctx.output('host', address.host);
      ctx.output('organization', address.organization);
      ctx.output('project', address.project);
      ctx.output('repository', address.repository);
      ctx.output('organizationUrl', urls.organization);
      ctx.output('projectUrl', urls.project);
      ctx.output('repositoryUrl', urls.repository);
      ctx.output('environments', environments);
    },
  });
}

function findProblems(answers: {
  readonly address: RepositoryAddress;
  readonly name: string;
  readonly environments: readonly EnvironmentAnswer[];
}): readonly string[] {
  const { address, name, environments } = answers;
  if (environments.length === 0) {
    return [`environments: ${NO_ENVIRONMENT}`];
  }
  const inList = findEnvironmentAnswerProblems(environments).map(
    problem => `environments: ${describeEnvironmentAnswerProblem(problem)}`,
  );
  const derived = findDerivedNameProblems({
    slug: name,
    repository: address.repository,
    project: address.project,
    environments: environments
      .map(environment => environment.name)
      .filter(environment => environment !== ''),
  }).map(
    ({ message }) =>
      `name, repoUrl: ${message} Choose a shorter or plainer one.`,
  );
  const own = findProjectNameProblem(name);
  return [...inList, ...(own ? [`name: ${own}`] : []), ...derived];
}
