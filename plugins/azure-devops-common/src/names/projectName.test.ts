import { LONGEST_ENVIRONMENT_NAME } from './environmentAnswers';
import { findProjectNameProblem, LONGEST_PROJECT_NAME } from './projectName';

describe('findProjectNameProblem', () => {
  it.each(['a', 'churn-model', 'x2', 'a'.repeat(LONGEST_PROJECT_NAME)])(
    'has nothing to say about %s',
    name => {
      expect(findProjectNameProblem(name)).toBeUndefined();
    },
  );

  it('says how long a name may be, and what has to fit', () => {
    expect(findProjectNameProblem('a'.repeat(41))).toMatch(
      /has 41 characters, at most 40 are possible: .* of up to 20, .* 63 characters .* 24 for a storage account/,
    );
    expect(findProjectNameProblem('a'.repeat(100_000))?.length).toBeLessThan(
      400,
    );
  });

  it('leaves room for every environment in the names of the catalog', () => {
    const longest = `${'p'.repeat(LONGEST_PROJECT_NAME)}-${'e'.repeat(
      LONGEST_ENVIRONMENT_NAME,
    )}`;
    expect(longest.length).toBeLessThanOrEqual(63);
  });

  it('says why a name cannot start with a digit', () => {
    expect(findProjectNameProblem('3d-print')).toMatch(
      /^'3d-print' starts with a digit: endpoints .* start with a letter\.$/,
    );
  });
});
