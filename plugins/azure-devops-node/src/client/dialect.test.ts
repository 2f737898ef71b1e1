import { explainFailure, parseErrorBody } from './dialect';
import { API_AREAS } from './requiredAccess';

describe('the explanation of a missing permission', () => {
  it.each([
    ['git', false, 'Code (Read)'],
    ['git', true, 'Code (Read, write, & manage)'],
    ['build', false, 'Build (Read)'],
    ['build', true, 'Build (Read & execute)'],
    ['environments', false, 'Environment (Read & manage)'],
    ['environments', true, 'Environment (Read & manage)'],
    ['checks', false, 'Build (Read)'],
    ['checks', true, 'Pipeline Resources (Use and manage)'],
    ['variable groups', false, 'Variable Groups (Read)'],
    ['variable groups', true, 'Variable Groups (Read, create, & manage)'],
    ['pipeline permissions', false, 'Build (Read)'],
    ['pipeline permissions', true, 'Pipeline Resources (Use and manage)'],
    ['agent queues', false, 'Agent Pools (Read)'],
    ['identities', false, 'Identity (Read)'],
    ['projects', false, 'Project and Team (Read)'],
    ['build folders', true, 'Build (Read & execute)'],
    ['pull requests', true, 'Code (Read & write)'],
  ] as const)(
    'for %s, writing: %s, names the scope %s',
    (area, isWrite, scope) => {
      expect(explainFailure('forbidden', { area, isWrite })).toContain(
        `lacks the scope "${scope}".`,
      );
    },
  );

  it.each([
    ['projects', 'the permission "Create new projects" of the organization'],
    ['policies', 'the permission "Edit policies" on the repository'],
    ['build folders', 'the permission "Edit build pipeline" on the folder'],
    ['checks', 'the role Administrator on the resource'],
    ['groups', 'the permission "Edit project-level information"'],
  ] as const)('for writing %s, names %s', (area, permission) => {
    expect(explainFailure('forbidden', { area, isWrite: true })).toContain(
      `The user of the token lacks ${permission}, or`,
    );
  });

  it.each(API_AREAS)('names a scope of tokens for %s', area => {
    for (const isWrite of [false, true]) {
      expect(explainFailure('forbidden', { area, isWrite })).toMatch(
        /lacks the (permission "[A-Z].*"|role [A-Z]).*, or the token lacks the scope "[A-Z][A-Za-z ]+ \([A-Z][a-z ,&]+\)"\.$/,
      );
    }
  });
});

describe('the words of a refusal', () => {
  it('tell file, line and column of a pipeline whose YAML is invalid', () => {
    const body = JSON.stringify({
      $id: '1',
      customProperties: {
        ValidationResults: [
          {
            result: 'error',
            message:
              "/azure_pipelines/ci.yml (Line: 7, Col: 3): Unexpected value 'stepz'",
          },
        ],
      },
      message:
        'Could not queue the build because there were validation errors or warnings.',
      typeKey: 'BuildRequestValidationFailedException',
    });
    expect(parseErrorBody(body)).toEqual({
      message:
        "Could not queue the build because there were validation errors or warnings. /azure_pipelines/ci.yml (Line: 7, Col: 3): Unexpected value 'stepz'",
      typeKey: 'BuildRequestValidationFailedException',
    });
  });

  it('are nothing when a page answers in place of the service', () => {
    expect(parseErrorBody('<html>Sign in</html>')).toEqual({});
    expect(
      parseErrorBody('{"customProperties":{"ValidationResults":[null]}}'),
    ).toEqual({ message: undefined, typeKey: undefined });
  });
});
