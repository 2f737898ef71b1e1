import { choosePairwise, pairsOf } from './pairwise';

const sizes = ['small', 'large'];
const colours = ['red', 'green', 'blue'];
const shapes = ['round', 'square', 'long'];

const candidates = sizes.flatMap(size =>
  colours.flatMap(colour => shapes.map(shape => ({ size, colour, shape }))),
);

describe('choosePairwise', () => {
  it('holds every pair of every two dimensions, with far fewer than all', () => {
    const chosen = choosePairwise(candidates);
    expect(new Set(chosen.flatMap(pairsOf))).toEqual(
      new Set(candidates.flatMap(pairsOf)),
    );
    expect(chosen.length).toBeGreaterThanOrEqual(9);
    expect(chosen.length).toBeLessThanOrEqual(11);
  });

  it('takes candidates alone, so that a pair which none of them holds is not asked for', () => {
    const valid = candidates.filter(
      ({ size, shape }) => size === 'small' || shape !== 'long',
    );
    const chosen = choosePairwise(valid);
    expect(valid).toEqual(expect.arrayContaining([...chosen]));
    expect(new Set(chosen.flatMap(pairsOf))).toEqual(
      new Set(valid.flatMap(pairsOf)),
    );
  });

  it('leaves out of the pairs what does not apply to a candidate', () => {
    expect(
      pairsOf({ size: 'small', colour: undefined, shape: 'round' }),
    ).toEqual(['shape=round size=small']);
  });

  it('gives the same answer again, and none for no candidates', () => {
    expect(choosePairwise(candidates)).toEqual(choosePairwise(candidates));
    expect(choosePairwise([])).toEqual([]);
  });
});
