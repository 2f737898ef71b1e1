import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** Value of the field, as the template editor documents it. */
export const environmentsSchema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        name: z
          .string()
          .describe('Lower-case letters and digits, such as dev or prod'),
        approvers: z
          .array(z.string())
          .describe('E-mail addresses of who approves a deployment'),
      }),
    ),
});
