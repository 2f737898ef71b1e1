import {
  findNameProblem,
  isSameName,
  type DesiredProject,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { CustomErrorBase } from '@backstage/errors';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { AzureDevOpsError } from '../client/AzureDevOpsError';
import type { Operation, Project } from '../client/areas/ProjectsApi';
import type { Clock } from '../client/clock';
import { describeNames, firstNames } from './describeNames';
import { UnknownReferenceError } from './provisioningErrors';
import { collect } from './resources/collect';

/** A project takes seconds; who waits longer than this would rather know. */
const LONGEST_WAIT_MILLISECONDS = 120_000;
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

/** Azure DevOps did not create a project, or not in time. @public */
export class ProjectCreationError extends CustomErrorBase {
  /** Under which Azure DevOps knows the attempt, if it was ours. */
  readonly operationId: string | undefined;

  constructor(options: {
    readonly project: string;
    /** What happened and what to do, as a clause and a sentence. */
    readonly message: string;
    readonly operationId?: string;
    readonly cause?: unknown;
  }) {
    const { project, message, operationId, cause } = options;
    super(
      `The project "${project}" ${message}${
        operationId === undefined ? '' : ` (operation ${operationId})`
      }`,
    );
    this.name = 'ProjectCreationError';
    this.operationId = operationId;
    Object.defineProperty(this, 'cause', { value: cause, enumerable: false });
  }
}

interface Creation {
  readonly client: AzureDevOpsClient;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly desired: DesiredProject;
}

/** Whether work in a project can begin. */
export function isReady({ state }: Pick<Project, 'state'>): boolean {
  return state === undefined || state === 'wellFormed';
}

/**
 * Creates a project and waits until work in it can begin. One that is being
 * created already, by a run that was cut off or by somebody else, is waited
 * for.
 *
 * @throws UnknownReferenceError when the name or the process cannot be
 * @throws ProjectCreationError when Azure DevOps fails, or takes over two minutes
 */
export async function createProject(creation: Creation): Promise<Project> {
  const { client, clock, desired } = creation;
  const deadline = clock.now() + LONGEST_WAIT_MILLISECONDS;
  const existing = await client.projects.find(desired.name);
  if (existing !== undefined) {
    return waitUntilReady(creation, { deadline, wasSeen: true });
  }
  const processId = await findProcess({ client, desired });
  let operation: Operation;
  try {
    const { name, description } = desired;
    operation = await client.projects.create({ name, description, processId });
  } catch (error) {
    if (error instanceof AzureDevOpsError && error.kind === 'already-exists') {
      // Somebody was quicker.
      return waitUntilReady(creation, {
        deadline,
        wasSeen: false,
        cause: error,
      });
    }
    throw error;
  }
  await waitForOperation(creation, { deadline, operation });
  return waitUntilReady(creation, {
    deadline,
    wasSeen: false,
    operationId: operation.id,
  });
}

/**
 * Id of the process template that a new project gets. Also checks the name, so
 * that a plan finds out before anything is written.
 *
 * @throws UnknownReferenceError when there is no such process, or the name cannot be one
 */
export async function findProcess(options: {
  readonly client: AzureDevOpsClient;
  readonly desired: Pick<DesiredProject, 'name' | 'process'>;
}): Promise<string> {
  const { client, desired } = options;
  const problem = findNameProblem({ kind: 'project', name: desired.name });
  if (problem !== undefined) {
    throw new UnknownReferenceError({
      field: 'project',
      message: `no project can have the name ${JSON.stringify(
        desired.name,
      )}: it ${problem}. Choose another one.`,
    });
  }
  const processes = await collect(client.projects.listProcesses());
  const found = processes.find(({ name, isDefault }) =>
    desired.process === undefined
      ? isDefault === true
      : isSameName(name, desired.process),
  );
  if (found === undefined) {
    const names = await firstNames(processes);
    throw new UnknownReferenceError({
      field: 'process',
      message:
        `Azure DevOps has no process "${
          desired.process ?? '(the default)'
        }" for the project "${desired.name}". ` +
        `${describeNames('Processes there are', names)} Choose one of them.`,
    });
  }
  return found.id;
}

async function waitForOperation(
  creation: Creation,
  options: { readonly deadline: number; readonly operation: Operation },
): Promise<void> {
  const { client, desired } = creation;
  const { id } = options.operation;
  let status = options.operation.status;
  await poll(creation, {
    deadline: options.deadline,
    look: async () => {
      const operation = await client.projects.getOperation(id);
      status = operation.status;
      if (status === 'failed' || status === 'cancelled') {
        const words =
          operation.resultMessage || operation.detailedMessage || 'nothing';
        throw new ProjectCreationError({
          project: desired.name,
          operationId: id,
          message: `was not created: the operation is ${status}, and Azure DevOps says of it: ${words}`,
        });
      }
      return status === 'succeeded' ? true : undefined;
    },
    onTimeout: () =>
      describeTimeout(creation, `its operation is "${status}"`, {
        operationId: id,
      }),
  });
}

async function waitUntilReady(
  creation: Creation,
  options: {
    readonly deadline: number;
    /** A look has found it already. */
    readonly wasSeen: boolean;
    readonly operationId?: string;
    readonly cause?: unknown;
  },
): Promise<Project> {
  const { client, desired } = creation;
  let last: Project | undefined;
  let { wasSeen } = options;
  return poll(creation, {
    deadline: options.deadline,
    look: async () => {
      last = await client.projects.find(desired.name);
      if (last === undefined && wasSeen) {
        throw new ProjectCreationError({
          project: desired.name,
          message:
            'was being created, and is gone: its creation failed, or somebody deleted it. Run again.',
        });
      }
      wasSeen ||= last !== undefined;
      return last !== undefined && isReady(last) ? last : undefined;
    },
    onTimeout: () =>
      describeTimeout(
        creation,
        last === undefined
          ? 'Azure DevOps says that it is there, but the user of the token does not see it'
          : `its state is "${last.state}"`,
        options,
      ),
  });
}

function describeTimeout(
  { desired }: Creation,
  finding: string,
  options: { readonly operationId?: string; readonly cause?: unknown },
): ProjectCreationError {
  return new ProjectCreationError({
    ...options,
    project: desired.name,
    message: `is not ready after ${
      LONGEST_WAIT_MILLISECONDS / 1000
    } seconds: ${finding}. Run again, which goes on waiting.`,
  });
}

/** Looks again and again until there is a result. */
async function poll<Result>(
  { clock, signal }: Creation,
  options: {
    readonly deadline: number;
    readonly look: () => Promise<Result | undefined>;
    readonly onTimeout: () => Error;
  },
): Promise<Result> {
  let pause = FIRST_PAUSE_MILLISECONDS;
  for (;;) {
    const result = await options.look();
    if (result !== undefined) {
      return result;
    }
    if (clock.now() + pause > options.deadline) {
      throw options.onTimeout();
    }
    await clock.sleep(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
  }
}
