import { Version } from '../Version';
import { ExpressionCase, valueCases } from './ExpressionCase';

/** Literals, and what is behind a `.` or in `[ ]`. */
export const literalCases: readonly ExpressionCase[] = [
  ...valueCases('Literals: Boolean', [
    ['true', 'true', true],
    ['false', 'False', false],
    ['any case', 'TRUE', true],
    ['space around', ' \t true\n ', true],
  ]),
  ...valueCases('Literals: Number', [
    ['whole', '42', 42],
    ['negative', '-1.2', -1.2],
    ['starts with a period', '.5', 0.5],
    ['negative, starts with a period', '-.5', -0.5],
    ['decimal', '3.25', 3.25],
    ['leading zeros', '007', 7],
    ['a period starts a number behind a comma', 'eq(0.5, .5)', true],
  ]),
  ...valueCases('Literals: String', [
    ['single quotes', "'this is a string'", 'this is a string'],
    ['empty', "''", ''],
    ['doubled quote', "'It''s OK'", "It's OK"],
    ['only a quote', "''''", "'"],
    ['symbols are text', "'a(b)[c],.*'", 'a(b)[c],.*'],
    ['no other escapes', "'a\\n'", 'a\\n'],
    ['several lines', "'a\nb'", 'a\nb'],
    ['other letters', "'Grüße ✓'", 'Grüße ✓'],
  ]),
  ...valueCases('Literals: Version', [
    ['three segments', '1.2.3', version('1.2.3')],
    ['four segments', '1.2.3.4', version('1.2.3.4')],
    ['two segments are a number', '1.2', 1.2],
  ]),
  ...valueCases('Variables', [
    ['index', "variables['letters']", 'ABC'],
    ['property', 'variables.letters', 'ABC'],
    [
      'name with a period',
      "variables['Build.SourceBranch']",
      'refs/heads/main',
    ],
    ['any case of the property', 'variables.LETTERS', 'ABC'],
    [
      'any case of the index',
      "variables['build.sourcebranch']",
      'refs/heads/main',
    ],
    ['any case of the value', 'VARIABLES.letters', 'ABC'],
    ['dictionary miss', "variables['noSuch']", null],
    ['miss on the way', 'variables.noSuch.further', null],
    ['property of a text', 'variables.letters.length', null],
    ['index by an expression', "variables[lower('LETTERS')]", 'ABC'],
    ['index by a number', 'variables[1]', null],
    ['names may be words', 'parameters.true', null],
    ['names may be functions', 'parameters.format', null],
    ['space between', 'variables . letters', 'ABC'],
  ]),
  ...valueCases('Expressions: arrays', [
    ['starts with 0', 'parameters.list[0]', 'a'],
    ['last', 'parameters.list[2]', 'c'],
    ['past the end', 'parameters.list[3]', null],
    ['negative', 'parameters.list[-1]', null],
    ['number in a text', "parameters.list['1']", 'b'],
    ['no property', 'parameters.list.name', null],
    ['item of an item', 'foo[0].tags[1]', 'y'],
    ['of the result of a function', "split('a;b', ';')[1]", 'b'],
    ['fraction is cut', 'parameters.list[1.9]', 'b'],
  ]),
  ...valueCases('Filtered arrays', [
    ['of an array', 'foo.*.id', [1, 2, 3]],
    ['with brackets', 'foo[*].id', [1, 2, 3]],
    ['index behind it', "foo.*['a']", ['avalue1', 'avalue2', 'avalue3']],
    ['items without the property', 'foo.*.tags', [['x', 'y'], ['z']]],
    ['twice', 'foo.*.tags.*', ['x', 'y', 'z']],
    ['number for each item', 'foo.*.tags[0]', ['x', 'z']],
    ['values of an object', 'parameters.object.*', ['One', 2]],
    ['values of jobs', 'dependencies.*.result', ['Succeeded', 'Skipped']],
    ['of a text', 'variables.letters.*', []],
    ['of nothing', 'variables.noSuch.*.id', []],
    ['inside of a function', "join('+', foo.*.id)", '1+2+3'],
    ['any case', 'FOO.*.ID', [1, 2, 3]],
  ]),
  ...valueCases('Dependencies', [
    ['result', 'dependencies.A.result', 'Succeeded'],
    ['output', "dependencies.A.outputs['printvar.skip']", 'true'],
    ['missing output', "dependencies.B.outputs['printvar.skip']", null],
    [
      'condition',
      "and(succeeded(), ne(dependencies.A.outputs['printvar.skip'], 'true'))",
      false,
    ],
    [
      'several lines',
      "and\n(\n  in(dependencies.A.result, 'Succeeded', 'Skipped'),\n  in(dependencies.B.result, 'Succeeded', 'Skipped')\n)",
      true,
    ],
  ]),
];

function version(text: string): Version | null {
  return Version.parse(text) ?? null;
}
