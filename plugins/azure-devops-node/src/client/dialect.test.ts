import { explainFailure } from './dialect';

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
  ])('for %s, writing: %s, names the scope %s', (area, isWrite, scope) => {
    expect(explainFailure('forbidden', { area, isWrite })).toContain(
      `lacks the scope "${scope}".`,
    );
  });
});
