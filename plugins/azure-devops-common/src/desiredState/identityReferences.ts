import { isSameName } from '../names/resourceNames';
import type { Checked } from './Checked';
import { ConfigurationProblem, describeValue } from './configurationProblem';
import type { EnvironmentConfiguration } from './environmentConfigurationSchema';

type Environment = Checked<EnvironmentConfiguration>;
type ApproverGroup = NonNullable<EnvironmentConfiguration['approver_group']>;

/** What is wrong with whom the environments name as approvers, members and holders of roles. */
export function findIdentityProblems(
  environments: readonly Environment[],
): readonly ConfigurationProblem[] {
  const groups = environments.flatMap(({ configuration }) =>
    configuration.approver_group === undefined
      ? []
      : [configuration.approver_group],
  );
  return environments.flatMap(environment => [
    ...findRepeats(environment),
    ...findMissingApprovers(environment, groups),
    ...findCycles(environment, groups),
    ...findRolesOnNothing(environment),
    ...findRepeatedRoles(environment),
  ]);
}

function findRepeats({
  file,
  configuration,
}: Environment): readonly ConfigurationProblem[] {
  const lists = [
    {
      keyPath: ['checks', 'approval', 'approvers'],
      names: configuration.checks?.approval?.approvers ?? [],
      label: 'an approver',
    },
    {
      keyPath: ['approver_group', 'members'],
      names: configuration.approver_group?.members ?? [],
      label: 'a member',
    },
  ];
  return lists.flatMap(({ keyPath, names, label }) =>
    indexesOfRepeats(names).map(index => ({
      file,
      keyPath: [...keyPath, index],
      found: `${label} twice, ${describeValue(names[index])}`,
      expected: 'each person or group once',
      remedy: 'Remove the repeated entry.',
    })),
  );
}

/** Where a list has what it has had already, whatever the case. */
function indexesOfRepeats(names: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const key = name.toLowerCase();
    const isRepeat = seen.has(key);
    seen.add(key);
    return isRepeat ? [index] : [];
  });
}

/** More approvals than there are approvers would block every deployment for good. */
function findMissingApprovers(
  { file, configuration }: Environment,
  groups: readonly ApproverGroup[],
): readonly ConfigurationProblem[] {
  const approval = configuration.checks?.approval;
  if (approval === undefined) {
    return [];
  }
  const people = findPeople(approval.approvers, groups);
  return people === undefined || approval.minimum_approvers <= people.size
    ? []
    : [
        {
          file,
          keyPath: ['checks', 'approval', 'minimum_approvers'],
          found: String(approval.minimum_approvers),
          expected: `at most ${people.size}, the number of approvers`,
          remedy: 'Name more approvers or lower the number.',
        },
      ];
}

/**
 * Everyone behind these names; `undefined` when one of them is a group of
 * which only Azure DevOps knows who is in it.
 */
function findPeople(
  names: readonly string[],
  groups: readonly ApproverGroup[],
): ReadonlySet<string> | undefined {
  const people = new Set<string>();
  // A set grows while one goes through it.
  const pending = new Set(names);
  for (const name of pending) {
    const group = groups.find(candidate => isSameName(candidate.name, name));
    if (group !== undefined) {
      group.members.forEach(member => pending.add(member));
    } else if (!name.includes('@') || name.startsWith('[')) {
      return undefined;
    } else {
      people.add(name.toLowerCase());
    }
  }
  return people;
}

/** Groups that are in each other cannot be made: each would have to be there first. */
function findCycles(
  { file, configuration }: Environment,
  groups: readonly ApproverGroup[],
): readonly ConfigurationProblem[] {
  const group = configuration.approver_group;
  if (group === undefined) {
    return [];
  }
  return group.members.flatMap((member, index) =>
    leadsTo(member, group, groups)
      ? [
          {
            file,
            keyPath: ['approver_group', 'members', index],
            found: `${describeValue(member)}, of which ${describeValue(
              group.name,
            )} is a part itself`,
            expected: 'a group that is not a member of itself',
            remedy: 'Remove it, or name the people in its place.',
          },
        ]
      : [],
  );
}

function leadsTo(
  name: string,
  target: ApproverGroup,
  groups: readonly ApproverGroup[],
): boolean {
  const pending = new Set([name]);
  for (const each of pending) {
    const group = groups.find(candidate => isNameOf(each, candidate));
    if (group === target) {
      return true;
    }
    group?.members.forEach(member => pending.add(member));
  }
  return false;
}

/** The configuration does not know the name of its project, so any will do. */
function isNameOf(reference: string, group: ApproverGroup): boolean {
  return isSameName(reference.replace(/^\[[^\]]*\]\\/, ''), group.name);
}

function findRolesOnNothing({
  file,
  configuration,
}: Environment): readonly ConfigurationProblem[] {
  return configuration.roles.flatMap((role, index) =>
    role.on === 'variable_group' && configuration.variable_group === undefined
      ? [
          {
            file,
            keyPath: ['roles', index, 'on'],
            found: 'a role on the variable group, of which there is none',
            expected: 'a resource that this file configures',
            remedy:
              'Configure variable_group, or give the role on environment.',
          },
        ]
      : [],
  );
}

/** Of two roles on one resource only one can stay. */
function findRepeatedRoles({
  file,
  configuration,
}: Environment): readonly ConfigurationProblem[] {
  const { roles } = configuration;
  return indexesOfRepeats(
    roles.map(({ on, identity }) => `${on} ${identity}`),
  ).map(index => ({
    file,
    keyPath: ['roles', index, 'identity'],
    found: `${describeValue(roles[index].identity)} a second time on ${
      roles[index].on
    }`,
    expected: 'one role of each person or group on a resource',
    remedy: 'Keep the role that is meant.',
  }));
}
