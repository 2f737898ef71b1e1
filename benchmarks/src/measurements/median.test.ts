import { median } from './median';

describe('median', () => {
  it('is the middle value by size, not by order of measurement or as text', () => {
    expect(median([100, 9, 20])).toBe(20);
    expect(median([7])).toBe(7);
    expect(median([5, 1, 4, 2, 3])).toBe(3);
  });

  it('leaves the values as they are', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('refuses an even number of values', () => {
    expect(() => median([1, 2])).toThrow(
      'The median of 2 values was asked for; expected an odd number of them.',
    );
    expect(() => median([])).toThrow(RangeError);
  });
});
