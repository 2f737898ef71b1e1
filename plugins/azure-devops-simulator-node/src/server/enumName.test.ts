import { enumName } from './enumName';

describe('enumName', () => {
  const names = { 1: 'active', 2: 'byDesign' };

  it('takes a name in any case, and a number', () => {
    expect(enumName('BYDESIGN', names)).toBe('byDesign');
    expect(enumName('1', names)).toBe('active');
  });

  it('leaves what it does not know as it is', () => {
    expect(enumName('7', names)).toBe('7');
    expect(enumName('constructor', names)).toBe('constructor');
    expect(enumName(undefined, names)).toBeUndefined();
  });
});
