import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value and options of the picker, as the template editor documents them. */
export const pickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      allowedHosts: z
        .array(z.string())
        .optional()
        .describe('Configured hosts that the list is limited to'),
      allowedOrganizations: z
        .array(z.string())
        .optional()
        .describe('Organizations to choose from, in place of free text'),
      allowedProjects: z
        .array(z.string())
        .optional()
        .describe('Projects to choose from, in place of free text'),
      defaultOrganization: z
        .string()
        .optional()
        .describe(
          'Organization to start with (default: azureMlops.defaultOrganization of the configuration)',
        ),
      defaultProject: z
        .string()
        .optional()
        .describe(
          'Project to start with (default: azureMlops.defaultProject of the configuration)',
        ),
    }),
});
