import { compileCase, mainFile, sourceOf } from './cases/CompileCase';
import { compileCases } from './cases/compileCases';
import { compilePipeline } from './compilePipeline';

const valid = compileCases.filter(({ expected }) => !('problems' in expected));

describe('the final YAML of a pipeline', () => {
  it.each(valid.map(each => [each.title, each] as const))(
    'compiles to the same pipeline again, of a case that %s',
    async (_title, each) => {
      const first = await compileCase(each);
      const yaml = first.kind === 'compiled' ? first.yaml : '';
      const second = await compilePipeline({
        source: sourceOf({ [mainFile]: yaml }),
        path: mainFile,
        parameters: each.parameters ?? {},
        variables: each.variables ?? {},
      });
      // The final YAML includes no templates any more.
      const withoutTemplates =
        first.kind === 'compiled'
          ? { ...first, pipeline: { ...first.pipeline, templates: [] } }
          : first;
      expect(first.kind).toBe('compiled');
      expect(second).toEqual(withoutTemplates);
      expect(yaml).not.toMatch(/\$\{\{|template:/);
    },
  );
});
