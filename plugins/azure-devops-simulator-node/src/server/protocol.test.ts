import { request } from 'node:http';
import { withSimulator } from '../testing/withSimulator';

describe('the protocol', () => {
  const context = withSimulator();
  const repositories = 'machine-learning/_apis/git/repositories';

  it.each([
    '5.0',
    '5.1',
    '6.0',
    '7.0',
    '7.1',
    '7.1-preview.1',
    '7.2-preview',
    '7.2-preview.2',
  ])('serves version %s', async version => {
    expect((await context.rest.get('_apis/projects', { version })).status).toBe(
      200,
    );
  });

  it('takes the version from the Accept header', async () => {
    const answer = await context.rest.get('_apis/projects', {
      version: null,
      headers: { accept: 'application/json;api-version=7.2-preview.4' },
    });
    expect(answer.headers.get('content-type')).toContain(
      'api-version=7.2-preview.4',
    );
  });

  it.each([
    ['8.0', 'VssVersionOutOfRangeException'],
    ['4.1', 'VssVersionOutOfRangeException'],
    ['latest', 'VssInvalidApiResourceVersionException'],
    ['7.2', 'VssInvalidPreviewVersionException'],
  ])('refuses version %s', async (version, typeKey) => {
    const answer = await context.rest.get('_apis/projects', { version });
    expect(answer.status).toBe(400);
    expect(answer.body.typeKey).toBe(typeKey);
  });

  it('wants the preview flag where an operation is a preview', async () => {
    const path = 'machine-learning/_apis/pipelines/checks/configurations';
    expect(
      (await context.rest.get(path, { version: '7.1' })).body.typeKey,
    ).toBe('VssInvalidPreviewVersionException');
    expect(
      (await context.rest.get(path, { version: '7.1-preview.1' })).status,
    ).toBe(200);
  });

  it('wants a version for a change, but not for a look', async () => {
    expect(
      (await context.rest.get(repositories, { version: null })).status,
    ).toBe(200);
    const answer = await context.rest.post(
      repositories,
      { name: 'x' },
      { version: null },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.typeKey).toBe('VssVersionNotSpecifiedException');
  });

  it('answers errors in the shape of Azure DevOps, with an activity id', async () => {
    const answer = await context.rest.get('nowhere/_apis/git/repositories');
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      $id: '1',
      innerException: null,
      message: expect.stringContaining('TF200016'),
      typeName: expect.stringContaining('ProjectDoesNotExistWithNameException'),
      typeKey: 'ProjectDoesNotExistWithNameException',
      errorCode: 0,
      eventId: 3000,
    });
    expect(answer.headers.get('activityid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-vss-e2eid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['GET', 'machine-learning/_apis/wit/workitems/1'],
    ['POST', 'machine-learning/_apis/git/repositories/x/cherryPicks'],
    ['GET', 'machine-learning/_apis/wiki/wikis'],
    ['PUT', '_apis/teapot'],
  ])('names what it does not implement: %s %s', async (method, path) => {
    const answer = await context.rest.call(path, { method });
    expect(answer.status).toBe(501);
    expect(answer.body.message).toContain(`${method} /contoso/${path}`);
  });

  it('says that an organization does not exist', async () => {
    const { simulator } = context;
    const response = await fetch(
      `${simulator.organizationUrl('fabrikam')}/_apis/projects`,
      {
        headers: { authorization: `Bearer ${simulator.token}` },
      },
    );
    expect(response.status).toBe(404);
    expect((await response.json()).message).toContain('fabrikam');
  });

  it.each([
    ['{"name": ', 'not JSON'],
    ['[]', 'a list'],
    ['"text"', 'a text'],
    ['{"name": {"a": 1}}', 'a name that is no text'],
  ])('refuses the body %s (%s)', async rawBody => {
    const answer = await context.rest.call(repositories, {
      method: 'POST',
      rawBody,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.typeKey).toBeTruthy();
  });

  it.each([
    ['a path that is not encoded properly', '_apis/projects/%zz'],
    ['a climb out of the tree', `${repositories}/..%2f..%2fetc`],
    ['a zero byte', `${repositories}/x%00y/items?path=%00`],
    ['a very long name', `_apis/projects/${'x'.repeat(5000)}`],
  ])('answers an error, not a crash, to %s', async (_, path) => {
    const answer = await context.rest.get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.message).toBeTruthy();
  });

  it('finds paths and query parameters without regard to case', async () => {
    const answer = await context.rest.get(
      'Machine-Learning/_apis/Git/Repositories?INCLUDELINKS=true',
    );
    expect(answer.status).toBe(200);
  });

  it('does not answer for the name of another host', async () => {
    const status = await new Promise(resolve => {
      request(
        {
          port: context.simulator.port,
          path: '/',
          headers: { host: 'evil.example' },
        },
        response => {
          response.resume();
          resolve(response.statusCode);
        },
      ).end();
    });
    expect(status).toBe(400);
  });

  it('counts calls and writes', async () => {
    const before = context.simulator.statistics();
    await context.rest.get('_apis/projects');
    await context.rest.post(repositories, { name: 'counted' });
    const after = context.simulator.statistics();
    expect(after.calls - before.calls).toBe(2);
    expect(after.writes - before.writes).toBe(1);
  });
});
