import { DesiredStateError } from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  AzureDevOpsError,
  MissingSecretError,
  PartialProvisioningError,
  UnknownIdentityError,
  UnknownReferenceError,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import { toBackstageError } from './toBackstageError';

const request = {
  method: 'GET',
  url: 'https://dev.azure.com/contoso/_apis/projects/none?key=hush',
  area: 'projects',
};

function answer(status: number, message?: string) {
  return AzureDevOpsError.fromResponse(
    new Response(message === undefined ? '' : JSON.stringify({ message }), {
      status,
    }),
    request,
  );
}

describe('an error of Azure DevOps', () => {
  it.each<[number, string | undefined, string]>([
    [203, undefined, 'AuthenticationError'],
    [302, undefined, 'AuthenticationError'],
    [307, undefined, 'AuthenticationError'],
    [401, undefined, 'AuthenticationError'],
    [403, undefined, 'NotAllowedError'],
    [404, undefined, 'NotFoundError'],
    [400, 'VS800075: The project does not exist.', 'NotFoundError'],
    [400, 'The name is not valid.', 'InputError'],
    [409, 'TF400948: The name is taken.', 'ConflictError'],
    [412, undefined, 'ConflictError'],
    [429, undefined, 'ServiceUnavailableError'],
    [500, undefined, 'ServiceUnavailableError'],
  ])('of status %i, "%s", becomes a %s', async (status, message, name) => {
    expect(toBackstageError(await answer(status, message))).toMatchObject({
      name,
    });
  });

  it('keeps its message, said once, and is the cause', async () => {
    const original = await answer(403, 'TF401027: You need Contribute.');
    const error = toBackstageError(original) as Error;
    expect(error.message).toBe(original.message);
    expect(error.message.match(/TF401027/g)).toHaveLength(1);
    expect(error.cause).toBe(original);
  });

  it('decides what half-done provisioning becomes, whose message stays whole', async () => {
    const original = new PartialProvisioningError({
      outcomes: [],
      failures: [
        {
          resource: { kind: 'environment', name: 'churn-model-dev' },
          error: await answer(403),
        },
      ],
      notBegun: [],
    });
    expect(toBackstageError(original)).toMatchObject({
      name: 'NotAllowedError',
      message: original.message,
    });
  });
});

describe('an error of the input', () => {
  const problem = {
    file: 'azure_devops.yml',
    keyPath: ['version'],
    found: 'nothing',
    expected: '1',
    remedy: 'Add the key.',
  };

  it.each([
    new DesiredStateError([problem]),
    new UnknownIdentityError([problem]),
    new MissingSecretError([{ secret: 'password', source: problem }]),
    new UnknownReferenceError({ field: 'project', message: 'no such thing' }),
  ])('becomes an InputError with the same message: $name', original => {
    expect(toBackstageError(original)).toMatchObject({
      name: 'InputError',
      message: original.message,
    });
  });
});

describe('any other error', () => {
  it.each([
    new DOMException('The task was cancelled', 'AbortError'),
    new TypeError('a mistake of ours'),
    'not even an error',
  ])('passes through untouched: %s', original => {
    expect(toBackstageError(original)).toBe(original);
  });
});
