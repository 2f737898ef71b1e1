import {
  isOwnedBy,
  normalizeDescription,
  readMark,
  writeMark,
} from './ownershipMark';

const owner = { project: 'machine learning', repository: 'churn-model' };

describe('the ownership mark', () => {
  it.each([
    ['nothing', '', ''],
    ['one line', 'Production', 'Production'],
    ['many lines', 'One\n\nTwo\n', 'One\n\nTwo'],
    ['line ends of Windows', 'One\r\nTwo\r\n', 'One\nTwo'],
    ['brackets', '[draft] model', '[draft] model'],
    ['a line like a mark', '[azure-mlops: a/b]', '[azure-mlops: a/b]'],
  ])('comes back out of a description with %s', (_title, text, expected) => {
    const marked = writeMark({ text, owner });
    expect(readMark(marked)).toEqual({ text: expected, owner });
    expect(normalizeDescription(text)).toBe(expected);
  });

  it('survives a service that changes line ends', () => {
    const marked = writeMark({ text: 'One\nTwo', owner });
    expect(readMark(`${marked.replace(/\n/g, '\r\n')}\r\n`)).toEqual({
      text: 'One\nTwo',
      owner,
    });
  });

  it('is missing where nobody wrote one', () => {
    expect(readMark(undefined)).toEqual({ text: '', owner: undefined });
    expect(readMark('Made by hand')).toEqual({
      text: 'Made by hand',
      owner: undefined,
    });
    expect(readMark('See [azure-mlops: a/b] there').owner).toBeUndefined();
  });

  it('is ours whatever the case of the names, and nobody else’s', () => {
    expect(
      isOwnedBy(
        { project: 'Machine Learning', repository: 'Churn-Model' },
        owner,
      ),
    ).toBe(true);
    expect(isOwnedBy({ ...owner, repository: 'other' }, owner)).toBe(false);
    expect(isOwnedBy(undefined, owner)).toBe(false);
  });
});
