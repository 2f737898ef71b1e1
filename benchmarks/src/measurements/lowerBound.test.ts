import type { ResourceKind } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { countSequentialCalls, findLongestChain } from './lowerBound';

const change = (
  kind: ResourceKind,
  name: string,
  dependsOn: readonly { kind: ResourceKind; name: string }[] = [],
  action: 'create' | 'unchanged' = 'create',
) => ({ kind, name, dependsOn, action });

const folder = { kind: 'pipeline-folder', name: 'f' } as const;
const pipeline = { kind: 'pipeline', name: 'p' } as const;
const environment = { kind: 'environment', name: 'e' } as const;

describe('countSequentialCalls', () => {
  it('counts calls that wait for each other', () => {
    expect(
      countSequentialCalls([
        { start: 0, end: 80 },
        { start: 81, end: 160 },
        { start: 160, end: 240 },
      ]),
    ).toBe(3);
  });

  it('counts calls that overlap once', () => {
    expect(
      countSequentialCalls([
        { start: 0, end: 80 },
        { start: 1, end: 81 },
        { start: 79, end: 160 },
      ]),
    ).toBe(1);
  });

  it('finds the longest row among calls of different length, in any order', () => {
    expect(
      countSequentialCalls([
        { start: 0, end: 300 },
        { start: 90, end: 170 },
        { start: 0, end: 80 },
        { start: 175, end: 250 },
      ]),
    ).toBe(3);
    expect(countSequentialCalls([])).toBe(0);
  });
});

describe('findLongestChain', () => {
  const calls = new Map<ResourceKind, number>([
    ['pipeline-folder', 1],
    ['pipeline', 2],
    ['environment', 1],
    ['pipeline-permission', 1],
  ]);

  it('adds the calls of the changes that wait for each other', () => {
    const changes = [
      change('pipeline-folder', 'f'),
      change('pipeline', 'p', [folder]),
      change('environment', 'e'),
      change('pipeline-permission', 'x', [environment, pipeline]),
    ];
    expect(findLongestChain(changes, calls)).toEqual({
      calls: 4,
      kinds: ['pipeline-folder', 'pipeline', 'pipeline-permission'],
    });
  });

  it('does not grow with changes side by side', () => {
    const changes = ['a', 'b', 'c'].map(name => change('environment', name));
    expect(findLongestChain(changes, calls).calls).toBe(1);
  });

  it('leaves out what is unchanged and what is not part of the plan', () => {
    const changes = [
      change('pipeline-folder', 'f', [], 'unchanged'),
      change('pipeline', 'p', [
        folder,
        { kind: 'git-repository', name: 'there already' },
      ]),
    ];
    expect(findLongestChain(changes, calls)).toEqual({
      calls: 2,
      kinds: ['pipeline'],
    });
    expect(findLongestChain([], calls)).toEqual({ calls: 0, kinds: [] });
  });

  it('says which kind has not been measured', () => {
    expect(() =>
      findLongestChain([change('approver-group', 'Approvers')], calls),
    ).toThrow(
      'The plan changes approver-group Approvers, but how many calls that takes has not been measured',
    );
  });
});
