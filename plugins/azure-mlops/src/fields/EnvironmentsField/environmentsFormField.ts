import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { readEnvironments } from './environments';
import { EnvironmentsField } from './EnvironmentsField';
import { environmentsSchema } from './environmentsSchema';
import {
  describeEnvironmentAnswerProblem,
  NO_ENVIRONMENT,
  findEnvironmentAnswerProblems,
} from '@azure-mlops/backstage-plugin-azure-devops-common';

const validation: CustomFieldValidator<typeof environmentsSchema.TOutput> = (
  value,
  field,
) => {
  const environments = readEnvironments(value);
  if (environments.length === 0) {
    field.addError(NO_ENVIRONMENT);
  }
  findEnvironmentAnswerProblems(environments).forEach(problem =>
    field.addError(describeEnvironmentAnswerProblem(problem)),
  );
};

/** Form field `EnvironmentsField`: where a project is deployed, in order, and who approves. */
export const environmentsFormField = createFormField({
  name: 'EnvironmentsField',
  component: EnvironmentsField,
  schema: environmentsSchema,
  validation,
});
