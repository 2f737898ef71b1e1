import { CompileProblems } from '../CompileProblems';
import { scoped } from '../expand/ScopedNode';
import { Scope } from '../expand/Scope';
import { parseYamlTree } from '../parseYamlTree';
import { scalar, unknownScalar, YamlTree } from '../YamlTree';
import { GivenParameter } from './bindParameters';
import { ParameterDeclaration } from './readDeclarations';

/** Types that REST gives as they are; the others as YAML or JSON text. */
const textTypes = [
  'string',
  'number',
  'boolean',
  'environment',
  'filePath',
  'pool',
  'secureFile',
  'serviceConnection',
];

const scope = Scope.of({ parameters: {}, variables: {} });

/**
 * Parameters of a run, as REST gives them.
 * Rule: REST, Runs - Run Pipeline, templateParameters.
 */
export function readRunParameters(
  parameters: Readonly<Record<string, string>>,
  options: {
    readonly declarations: readonly ParameterDeclaration[];
    readonly file: string;
    readonly problems: CompileProblems;
  },
): readonly GivenParameter[] {
  const { declarations, file, problems } = options;
  return Object.entries(parameters).map(([name, text]) => {
    const declaration = declarations.find(
      each => each.name.toLowerCase() === name.toLowerCase(),
    );
    const isText = !declaration || textTypes.includes(declaration.type);
    const place = declaration?.place ?? { file, line: 1, column: 1 };
    const tree: YamlTree = isText
      ? scalar(text, place)
      : readTree(text, { name, file, problems });
    return { name, place: { file }, value: scoped(tree, scope) };
  });
}

function readTree(
  text: string,
  options: {
    readonly name: string;
    readonly file: string;
    readonly problems: CompileProblems;
  },
): YamlTree {
  const { name, file, problems } = options;
  const parsed = parseYamlTree(text, file);
  if (parsed.kind === 'tree') {
    return parsed.tree;
  }
  const [problem] = parsed.problems;
  problems.report(
    { file },
    `The '${name}' parameter cannot be read as YAML or JSON: ${problem?.message}`,
  );
  return unknownScalar({ file, line: 1, column: 1 });
}
