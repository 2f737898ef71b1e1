import { buildFromYaml, PROJECT_YAML } from '../__testUtils__/churnModel';
import { describeConfigurationProblem } from './configurationProblem';

const ENVIRONMENT = `
version: 1
environment: { name: churn-model-prod }
`;

/** What is wrong with environments of this content, as sentences. */
function problemsOf(...contents: readonly string[]): readonly string[] {
  const result = buildFromYaml(
    PROJECT_YAML,
    contents.map((content, index) =>
      ENVIRONMENT.replace('prod', `prod-${index}`).concat(content),
    ),
  );
  return result.status === 'valid'
    ? []
    : result.problems.map(describeConfigurationProblem);
}

const group = (name: string, ...members: readonly string[]) =>
  `approver_group: { name: ${name}, members: ${JSON.stringify(members)} }\n`;

const approval = (count: number, ...approvers: readonly string[]) =>
  `checks: { approval: { minimum_approvers: ${count}, approvers: ${JSON.stringify(
    approvers,
  )} } }\n`;

describe('the number of approvals', () => {
  it.each<[string, string]>([
    ['as many people', approval(2, 'a@x', 'b@x')],
    [
      'an approver group of so many',
      approval(2, 'approvers') + group('approvers', 'a@x', 'b@x'),
    ],
    [
      'an approver group and people',
      approval(3, 'approvers', 'c@x') + group('approvers', 'a@x', 'b@x'),
    ],
    [
      'a group that only Azure DevOps knows',
      approval(9, 'a@x', 'Contributors'),
    ],
    ['a group of another scope', approval(9, '[contoso]\\release@night')],
    [
      'an approver group with such a group in it',
      approval(9, 'approvers') + group('approvers', 'a@x', 'Contributors'),
    ],
  ])('is accepted with %s', (_title, content) => {
    expect(problemsOf(content)).toEqual([]);
  });

  it.each<[string, string, number]>([
    ['fewer people', approval(3, 'a@x', 'b@x'), 2],
    [
      'an approver group of fewer',
      approval(3, 'Approvers') + group('approvers', 'a@x', 'b@x'),
      2,
    ],
    [
      'people who are in the approver group too',
      approval(3, 'approvers', 'A@x') + group('approvers', 'a@x', 'b@x'),
      2,
    ],
  ])('is refused with %s', (_title, content, people) => {
    expect(problemsOf(content)).toEqual([
      `environment_0/azure_devops.yml at checks.approval.minimum_approvers: found 3, expected at most ${people}, the number of approvers. Name more approvers or lower the number.`,
    ]);
  });

  it('counts the group of another environment too', () => {
    expect(
      problemsOf(group('everyone', 'a@x'), approval(2, 'everyone')),
    ).toEqual([expect.stringContaining('found 2, expected at most 1')]);
  });
});

describe('a list of people and groups', () => {
  it('has each of them once', () => {
    expect(
      problemsOf(
        approval(1, 'a@x', 'b@x', 'A@X') + group('approvers', 'c@x', 'c@x'),
      ),
    ).toEqual([
      'environment_0/azure_devops.yml at checks.approval.approvers[2]: found an approver twice, "A@X", expected each person or group once. Remove the repeated entry.',
      'environment_0/azure_devops.yml at approver_group.members[1]: found a member twice, "c@x", expected each person or group once. Remove the repeated entry.',
    ]);
  });
});

describe('an approver group', () => {
  it('can have another as a member', () => {
    expect(problemsOf(group('all', 'few', 'a@x'), group('few', 'b@x'))).toEqual(
      [],
    );
  });

  it.each(['approvers', 'Approvers', '[machine-learning]\\approvers'])(
    'is no member of itself as %s',
    name => {
      expect(problemsOf(group('approvers', 'a@x', name))).toEqual([
        `environment_0/azure_devops.yml at approver_group.members[1]: found ${JSON.stringify(
          name,
        )}, of which "approvers" is a part itself, expected a group that is not a member of itself. Remove it, or name the people in its place.`,
      ]);
    },
  );

  it('is no member of itself through others', () => {
    expect(
      problemsOf(group('first', 'second'), group('second', 'first', 'a@x')),
    ).toEqual([
      expect.stringContaining('environment_0'),
      expect.stringContaining('environment_1'),
    ]);
  });
});

describe('a role', () => {
  const VARIABLES =
    'variable_group: { name: churn-model-prod, variables: { A: b } }\n';

  it('is given once to each person on each resource', () => {
    const roles = `roles:
  - { identity: a@x, role: User }
  - { identity: a@x, role: User, on: variable_group }
  - { identity: b@x, role: Reader }
  - { identity: A@x, role: Reader }
`;
    expect(problemsOf(VARIABLES + roles)).toEqual([
      'environment_0/azure_devops.yml at roles[3].identity: found "A@x" a second time on environment, expected one role of each person or group on a resource. Keep the role that is meant.',
    ]);
  });

  it('is given on what there is', () => {
    expect(
      problemsOf(
        'roles: [{ identity: a@x, role: User, on: variable_group }]\n',
      ),
    ).toEqual([
      'environment_0/azure_devops.yml at roles[0].on: found a role on the variable group, of which there is none, expected a resource that this file configures. Configure variable_group, or give the role on environment.',
    ]);
  });

  it.each(['Creator', 'administrator'])(
    'is one that a resource has, not %s',
    role => {
      expect(problemsOf(`roles: [{ identity: a@x, role: ${role} }]\n`)).toEqual(
        [expect.stringContaining('roles[0].role')],
      );
    },
  );
});
