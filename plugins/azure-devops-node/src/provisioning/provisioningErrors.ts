import {
  describeConfigurationProblem,
  findConflicts,
  labelOfResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  ConfigurationProblem,
  Plan,
  ResourceOutcome,
  ResourceReference,
  SecretUse,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { CustomErrorBase, isError } from '@backstage/errors';

/**
 * An input that names something which is not in Azure DevOps, such as a
 * project, an approver or a pipeline. Found before any write.
 *
 * @public
 */
export class UnknownReferenceError extends CustomErrorBase {
  /** The input, or file and key, that holds the name. */
  readonly field: string;

  constructor(options: { readonly field: string; readonly message: string }) {
    super(`${options.field}: ${options.message}`);
    this.name = 'UnknownReferenceError';
    this.field = options.field;
  }
}

/** People and groups of the configuration whom Azure DevOps does not know. @public */
export class UnknownIdentityError extends CustomErrorBase {
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(
      [
        'The configuration names people or groups who cannot be found:',
        ...problems.map(
          problem => `- ${describeConfigurationProblem(problem)}`,
        ),
      ].join('\n'),
    );
    this.name = 'UnknownIdentityError';
    this.problems = problems;
  }
}

/** Secrets of the configuration that nobody has given a value. Nothing was written. @public */
export class MissingSecretError extends CustomErrorBase {
  /** Names, never values. */
  readonly secrets: readonly string[];

  constructor(uses: readonly SecretUse[]) {
    super(
      [
        'The configuration names secrets that have no value:',
        ...uses.map(
          ({ secret, source }) =>
            `- ${describeConfigurationProblem({
              ...source,
              found: `the secret "${secret}", which has no value`,
              expected: 'a secret of the user or of the server',
              remedy:
                'Give it to the step as secrets, or have it set on the server.',
            })}`,
        ),
      ].join('\n'),
    );
    this.name = 'MissingSecretError';
    this.secrets = uses.map(({ secret }) => secret);
  }
}

/** Resources of the wanted names exist and are not ours. Nothing was written. @public */
export class ResourceConflictError extends CustomErrorBase {
  readonly plan: Pick<Plan, 'changes'>;

  constructor(plan: Pick<Plan, 'changes'>) {
    super(
      [
        'Nothing was written, because these resources exist and are not ours:',
        ...findConflicts(plan).map(
          ({ kind, name, reason, remedy }) =>
            `- ${labelOfResourceKind(kind)} "${name}": ${reason}. ${remedy}`,
        ),
      ].join('\n'),
    );
    this.name = 'ResourceConflictError';
    this.plan = plan;
  }
}

/** A resource that could not be provisioned, and why. @public */
export interface FailedResource {
  readonly resource: ResourceReference;
  readonly error: unknown;
}

/**
 * Provisioning stopped half-way. What is done stays done; running again
 * finishes the rest.
 *
 * @public
 */
export class PartialProvisioningError extends CustomErrorBase {
  readonly outcomes: readonly ResourceOutcome[];
  readonly failures: readonly FailedResource[];
  /** Resources that were not begun. */
  readonly notBegun: readonly ResourceReference[];
  /** Whether the run was told to end. */
  readonly isInterrupted: boolean;

  constructor(options: {
    readonly outcomes: readonly ResourceOutcome[];
    readonly failures: readonly FailedResource[];
    readonly notBegun: readonly ResourceReference[];
    /** Why the run was told to end, if it was. */
    readonly interruption?: unknown;
  }) {
    const { outcomes, failures, notBegun, interruption } = options;
    const done = outcomes.map(
      outcome => `${describeResource(outcome)} (${outcome.outcome})`,
    );
    super(
      [
        interruption === undefined
          ? 'Provisioning stopped.'
          : `Provisioning was stopped: ${describeFailure(interruption)}.`,
        ...failures.map(
          ({ resource, error }) =>
            `Failed: ${describeResource(resource)}: ${describeFailure(error)}`,
        ),
        `Done: ${done.join(', ') || 'nothing'}.`,
        `Not begun: ${notBegun.map(describeResource).join(', ') || 'nothing'}.`,
        'Put right what failed and run again: what is done is left as it is.',
      ].join('\n'),
    );
    this.name = 'PartialProvisioningError';
    this.outcomes = outcomes;
    this.failures = failures;
    this.notBegun = notBegun;
    this.isInterrupted = interruption !== undefined;
    Object.defineProperty(this, 'cause', {
      value: failures[0]?.error ?? interruption,
      enumerable: false,
    });
  }
}

function describeResource(resource: ResourceReference): string {
  return `${labelOfResourceKind(resource.kind)} "${resource.name}"`;
}

function describeFailure(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
