import { RESOURCE_KINDS } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { fullDesiredState } from './fullConfiguration';

describe('fullDesiredState', () => {
  it('has every kind of resource but the project, which is there already', () => {
    const { resources } = fullDesiredState({ environments: 1, pipelines: 5 });
    const kinds = RESOURCE_KINDS.filter(
      kind => (resources[kind] ?? []).length > 0,
    );
    expect(kinds).toEqual(RESOURCE_KINDS.filter(kind => kind !== 'project'));
  });

  it('has the number of environments and pipelines that was asked for', () => {
    const { resources } = fullDesiredState({ environments: 3, pipelines: 20 });
    expect(resources.environment).toHaveLength(3);
    expect(resources.pipeline).toHaveLength(20);
  });

  it('puts every check on each environment and on its service connection', () => {
    const { resources } = fullDesiredState({ environments: 3, pipelines: 5 });
    expect([
      resources['approval-check']?.length,
      resources['branch-control-check']?.length,
      resources['exclusive-lock-check']?.length,
      resources['business-hours-check']?.length,
      resources['required-template-check']?.length,
    ]).toEqual([6, 6, 6, 6, 6]);
  });
});
