import {
  describeEnvironmentAnswerProblem,
  findEnvironmentAnswerProblems,
} from './environmentAnswers';

const describeProblems = (
  ...environments: readonly { name: string; approvers: readonly string[] }[]
) =>
  findEnvironmentAnswerProblems(environments).map(
    describeEnvironmentAnswerProblem,
  );

const named = (name: string) => ({ name, approvers: [] });
const approvedBy = (...approvers: string[]) => ({ name: 'prod', approvers });

describe('findEnvironmentAnswerProblems', () => {
  it('has nothing to say about environments in order', () => {
    expect(
      describeProblems(
        named('dev'),
        named('stage2'),
        approvedBy('ari.approver@contoso.example'),
      ),
    ).toEqual([]);
  });

  it('names the later row of two with the same name', () => {
    expect(describeProblems(named('dev'), named('dev'))).toEqual([
      "Environment 2: 'dev' is listed twice. Give each environment a name of its own.",
    ]);
  });

  it.each([
    ['no name', '', 'Environment 1: Enter a name'],
    ['a blank name', '   ', 'Environment 1: Enter a name'],
    [
      'a capital letter',
      'Dev',
      "Environment 1: 'Dev' does not work as a name: use lower-case",
    ],
    ['a digit in front', '2nd', "Environment 1: '2nd' does not work as a name"],
    [
      'a hyphen',
      'pre-prod',
      "Environment 1: 'pre-prod' does not work as a name",
    ],
    ['a path', '../dev', "Environment 1: '../dev' does not work as a name"],
    ['a line break', 'd\n', "Environment 1: 'd\n' does not work as a name"],
    [
      'one character too many',
      'a'.repeat(21),
      'is too long: a name has at most 20 characters',
    ],
    [
      'far too many characters',
      'a'.repeat(10_000),
      'is too long: a name has at most 20 characters',
    ],
  ])('explains what is wrong with %s', (_, name, message) => {
    const problems = describeProblems(named(name));
    expect(problems).toEqual([expect.stringContaining(message)]);
    expect(problems[0].length).toBeLessThan(200);
  });

  it('takes a name of exactly twenty characters', () => {
    expect(describeProblems(named('a'.repeat(20)))).toEqual([]);
  });

  it.each([
    'ari',
    'ari@',
    '@contoso.example',
    'ari@contoso',
    'a@b@contoso.example',
    'ari@contoso..example',
  ])('does not take %j for the address of an approver', approver => {
    expect(describeProblems(approvedBy(approver))).toEqual([
      expect.stringContaining(
        `Environment 1: '${approver}' is not an e-mail address`,
      ),
    ]);
  });

  it('finds an approver who is listed twice in different case', () => {
    expect(
      describeProblems(
        approvedBy('ari@contoso.example', 'Ari@contoso.example'),
      ),
    ).toEqual([
      "Environment 1: 'Ari@contoso.example' is listed twice as an approver. Remove one of the two.",
    ]);
  });

  it('reports a bad name and a bad approver of the same row', () => {
    expect(
      findEnvironmentAnswerProblems([{ name: '', approvers: ['ari'] }]).map(
        ({ part }) => part,
      ),
    ).toEqual(['name', 'approvers']);
  });
});
