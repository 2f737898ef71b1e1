import {
  addEnvironment,
  formatApprovers,
  moveEnvironment,
  parseApprovers,
  readEnvironments,
  removeEnvironment,
  replaceEnvironment,
} from './environments';

const dev = { name: 'dev', approvers: [] };
const stage = { name: 'stage', approvers: [] };
const prod = { name: 'prod', approvers: ['ari.approver@contoso.example'] };

describe('the list of environments', () => {
  it('reads a value of any shape without falling over', () => {
    expect(readEnvironments(undefined)).toEqual([]);
    expect(readEnvironments('dev')).toEqual([]);
    expect(
      readEnvironments([prod, null, 'dev', { name: 7, approvers: [7] }]),
    ).toEqual([
      prod,
      { name: '', approvers: [] },
      { name: '', approvers: [] },
      { name: '', approvers: [] },
    ]);
  });

  it('adds, replaces and removes without changing the old list', () => {
    const list = Object.freeze([dev, prod]);
    expect(addEnvironment(list)).toEqual([
      dev,
      prod,
      { name: '', approvers: [] },
    ]);
    expect(replaceEnvironment(list, 0, stage)).toEqual([stage, prod]);
    expect(removeEnvironment(list, 0)).toEqual([prod]);
  });

  it('moves an environment to another place and stays as it is when there is no such place', () => {
    const list = [dev, stage, prod];
    expect(moveEnvironment(list, 0, 2)).toEqual([stage, prod, dev]);
    expect(moveEnvironment(list, 2, 0)).toEqual([prod, dev, stage]);
    expect(moveEnvironment(list, 0, -1)).toBe(list);
    expect(moveEnvironment(list, 2, 3)).toBe(list);
    expect(moveEnvironment(list, 3, 0)).toBe(list);
  });

  it('splits approvers at commas, semicolons, spaces and line breaks', () => {
    expect(parseApprovers(' a@x.example,b@x.example;\nc@x.example, ')).toEqual([
      'a@x.example',
      'b@x.example',
      'c@x.example',
    ]);
    expect(parseApprovers('  ')).toEqual([]);
    expect(formatApprovers(['a@x.example', 'b@x.example'])).toBe(
      'a@x.example, b@x.example',
    );
  });
});
