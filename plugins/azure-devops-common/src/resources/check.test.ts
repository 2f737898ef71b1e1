import {
  fieldsOf,
  OUR_MARK,
  planOne,
  planResources,
  THEIR_MARK,
} from '../__testUtils__/planning';
import type { DesiredState } from '../desiredState/DesiredState';
import type { ObservedState } from '../observed/ObservedState';
import type { CheckKind } from './check';

type Terms = Readonly<Record<string, unknown>>;

interface CheckExample {
  readonly kind: CheckKind;
  readonly terms: Terms;
  /** Each field alone, other than wanted. */
  readonly others: readonly (readonly [string, Terms])[];
}

const TIMEOUT = ['timeout in minutes', { timeoutMinutes: 1 }] as const;
const TEMPLATE = {
  repository: 'machine-learning/templates',
  repositoryType: 'git',
  reference: 'refs/heads/main',
  path: 'secure.yml',
};

const EXAMPLES: readonly CheckExample[] = [
  {
    kind: 'branch-control-check',
    terms: {
      allowedBranches: ['refs/heads/main'],
      requireProtection: true,
      allowUnknownProtection: false,
      timeoutMinutes: 60,
    },
    others: [
      ['allowed branches', { allowedBranches: ['refs/heads/*'] }],
      ['require protection', { requireProtection: false }],
      ['allow unknown protection', { allowUnknownProtection: true }],
      TIMEOUT,
    ],
  },
  {
    kind: 'exclusive-lock-check',
    terms: { timeoutMinutes: 60 },
    others: [TIMEOUT],
  },
  {
    kind: 'business-hours-check',
    terms: {
      days: ['Tuesday', 'Monday'],
      start: '09:00',
      end: '17:00',
      timeZone: 'UTC',
      timeoutMinutes: 60,
    },
    others: [
      ['days', { days: ['Monday'] }],
      ['start', { start: '08:00' }],
      ['end', { end: '18:00' }],
      ['time zone', { timeZone: 'W. Europe Standard Time' }],
      TIMEOUT,
    ],
  },
  {
    kind: 'required-template-check',
    terms: { templates: [TEMPLATE] },
    others: [
      ['templates', { templates: [{ ...TEMPLATE, reference: 'refs/tags/1' }] }],
      ['templates', { templates: [] }],
    ],
  },
];

const ENVIRONMENT = { kind: 'environment', name: 'churn-prod' };

function wantedOf(kind: CheckKind, terms: Terms): DesiredState['resources'] {
  return {
    environment: [{ name: 'churn-prod', description: '' }],
    [kind]: [
      { name: 'environment/churn-prod', resource: ENVIRONMENT, ...terms },
    ],
  };
}

function foundOf(
  kind: CheckKind,
  terms: Terms,
  mark: string = OUR_MARK,
): ObservedState['resources'] {
  return {
    environment: [
      {
        id: '12',
        name: 'churn-prod',
        description: mark,
        url: 'https://environments/12',
      },
    ],
    [kind]: [
      {
        id: '21',
        name: 'environment/Churn-Prod',
        url: 'https://environments/12',
        resource: { ...ENVIRONMENT, name: 'Churn-Prod' },
        ...terms,
      },
    ],
  };
}

describe.each(EXAMPLES)('a check of kind $kind', ({ kind, terms, others }) => {
  const wanted = wantedOf(kind, terms);

  it('is created after its resource', () => {
    expect(planOne(kind, { wanted })).toMatchObject({
      action: 'create',
      name: 'environment/churn-prod',
      dependsOn: [ENVIRONMENT],
    });
  });

  it('is left alone as configured', () => {
    expect(planOne(kind, { wanted, found: foundOf(kind, terms) }).action).toBe(
      'unchanged',
    );
  });

  it.each(others)('is updated when %s alone differs', (field, other) => {
    const change = planOne(kind, {
      wanted,
      found: foundOf(kind, { ...terms, ...other }),
    });
    expect(change.action).toBe('update');
    expect(fieldsOf(change).map(({ field: of }) => of)).toEqual([field]);
  });

  it('is in conflict with its resource, and taken over with it', () => {
    const found = foundOf(kind, terms, THEIR_MARK);
    expect(planOne(kind, { wanted, found })).toMatchObject({
      action: 'conflict',
      reason: 'its environment is not ours',
      remedy: expect.stringContaining('adopt: true'),
    });
    expect(planOne(kind, { wanted, found, adopt: true }).action).toBe(
      'unchanged',
    );
  });

  it('is left over on an environment that stays, and pruned', () => {
    const options = {
      wanted: { environment: wanted.environment },
      found: foundOf(kind, terms),
    };
    const kindsOf = (
      resources: readonly { readonly kind: string }[],
    ): readonly string[] => resources.map(resource => resource.kind);
    expect(kindsOf(planResources(options).leftovers)).toContain(kind);
    const pruned = planResources({ ...options, prune: true }).changes;
    expect(kindsOf(pruned.filter(({ action }) => action === 'delete'))).toEqual(
      [kind],
    );
  });

  it('goes with an environment that is removed or not ours', () => {
    for (const mark of [OUR_MARK, THEIR_MARK]) {
      const pruned = planResources({
        found: foundOf(kind, terms, mark),
        prune: true,
      }).changes;
      expect(pruned.map(change => change.kind)).not.toContain(kind);
    }
  });
});
