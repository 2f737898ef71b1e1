import { z } from 'zod';
import { environmentConfigurationSchema } from './environmentConfigurationSchema';
import { projectConfigurationSchema } from './projectConfigurationSchema';

/** The schema of one sort of configuration file, for editors. @public */
export interface ConfigurationSchemaFile {
  readonly fileName: string;
  /** JSON schema of draft 7, which the YAML plug-ins of editors know. */
  readonly text: string;
}

/**
 * The configuration format as JSON schemas, so that an editor completes and
 * checks it. References from one file to another are beyond a JSON schema:
 * `buildDesiredState` checks them.
 *
 * @public
 */
export function renderConfigurationSchemas(): readonly ConfigurationSchemaFile[] {
  return [
    {
      fileName: 'azure_devops.project.schema.json',
      text: render(projectConfigurationSchema, {
        title: 'Azure DevOps of a machine-learning project',
        description:
          'operation/configuration/azure_devops.yml: the pipelines of a project, its repository and its branches.',
      }),
    },
    {
      fileName: 'azure_devops.environment.schema.json',
      text: render(environmentConfigurationSchema, {
        title: 'Azure DevOps of an environment',
        description:
          'operation/configuration/environment_<name>/azure_devops.yml: an environment, what protects it, and what its pipelines read.',
      }),
    },
  ];
}

function render(
  schema: z.ZodType,
  heading: { readonly title: string; readonly description: string },
): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
  });
  return `${JSON.stringify({ $schema, ...heading, ...rest }, undefined, 2)}\n`;
}
