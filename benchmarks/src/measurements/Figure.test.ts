import { atMost, rounded, type Figure } from './Figure';

const figure: Figure = { case: 'c', metric: 'm', value: 2, unit: 'calls' };

describe('atMost', () => {
  it('holds up to the bound and not beyond it', () => {
    expect(atMost(figure, 2)).toEqual({ ...figure, goal: '≤ 2', holds: true });
    expect(atMost(figure, 1.5)).toMatchObject({ goal: '≤ 1.5', holds: false });
  });
});

describe('rounded', () => {
  it('keeps as many digits as asked for', () => {
    expect(rounded(1.2345)).toBe(1.23);
    expect(rounded(1.2345, 0)).toBe(1);
  });
});
