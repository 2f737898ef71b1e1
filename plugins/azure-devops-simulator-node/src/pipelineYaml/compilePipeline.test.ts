import { compileCase, outcomeOf } from './cases/CompileCase';
import { compileCases } from './cases/compileCases';

describe('a pipeline file', () => {
  it.each(compileCases.map(each => [each.title, each.rule, each] as const))(
    '%s (%s)',
    async (_title, _rule, each) => {
      const outcome = outcomeOf(await compileCase(each));
      expect(outcome).toMatchObject({ problems: [], ...each.expected });
    },
  );
});
