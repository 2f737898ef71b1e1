import { ExpressionValue } from '../../expressions/ExpressionValue';
import { FileEnvironment } from '../expand/Expansion';
import { expandTree, resolve } from '../expand/expandTree';
import { placeOf, scoped, ScopedNode } from '../expand/ScopedNode';
import { Scope } from '../expand/Scope';
import { valueOfTree } from '../expand/valueTrees';
import { normaliseJobs, normaliseStages } from '../normalise/normalisePipeline';
import { normaliseSteps } from '../normalise/normaliseSteps';
import { jobsShape } from '../shapes/jobShapes';
import { stagesShape } from '../shapes/pipelineShapes';
import { Shape } from '../shapes/Shape';
import { stepsShape } from '../shapes/stepShapes';
import { validateShape } from '../validateShape';
import { sequence, YamlTree } from '../YamlTree';
import { ParameterType, typeTitle } from './parameterTypes';
import { ParameterDeclaration } from './readDeclarations';

interface ListKind {
  readonly expander: 'steps' | 'jobs' | 'stages';
  readonly shape: Shape;
  readonly normalise: (tree: YamlTree) => YamlTree;
}

const steps: ListKind = {
  expander: 'steps',
  shape: stepsShape,
  normalise: normaliseSteps,
};
const jobs: ListKind = {
  expander: 'jobs',
  shape: jobsShape,
  normalise: normaliseJobs,
};
const stages: ListKind = {
  expander: 'stages',
  shape: stagesShape,
  normalise: normaliseStages,
};

/** Types whose values are pieces of a pipeline: their shortcuts are written out first. */
const pieces: Partial<Record<ParameterType, ListKind>> = {
  step: steps,
  stepList: steps,
  job: jobs,
  jobList: jobs,
  deployment: jobs,
  deploymentList: jobs,
  stage: stages,
  stageList: stages,
};

/**
 * The value of a parameter in its type.
 * Rule: process/template-parameters, parameter data types.
 *
 * @returns undefined once the problem has been told
 */
export async function convertParameter(
  declaration: ParameterDeclaration,
  options: {
    readonly given: ScopedNode;
    readonly environment: FileEnvironment;
  },
): Promise<ExpressionValue | undefined> {
  const { given, environment } = options;
  const piece = pieces[declaration.type];
  return piece
    ? convertPiece(declaration, { piece, given, environment })
    : convertPlain(declaration, {
        tree: expandTree(given, environment.expansion),
        environment,
      });
}

async function convertPiece(
  declaration: ParameterDeclaration,
  options: {
    readonly piece: ListKind;
    readonly given: ScopedNode;
    readonly environment: FileEnvironment;
  },
): Promise<ExpressionValue | undefined> {
  const { piece, environment } = options;
  const { expansion } = environment;
  const given = resolve(options.given, expansion);
  if (given.kind !== 'tree') {
    return refuse(declaration, options);
  }
  const isList = declaration.type.endsWith('List');
  const isNothing = given.tree.kind === 'scalar' && given.tree.text === '';
  if (isList ? given.tree.kind !== 'sequence' && !isNothing : isNothing) {
    return refuse(declaration, options);
  }
  const list = isList
    ? given
    : scoped(sequence([given.tree], given.tree.place), given.scope);
  const items = await expansion.expanders[piece.expander](list, environment);
  const tree = sequence(items, given.tree.place);
  validateShape(tree, piece.shape, expansion.problems);
  const value = piece.normalise(tree);
  const [first] = value.kind === 'sequence' ? value.items : [];
  if (isList) {
    return valueOfTree(value);
  }
  return first && items.length === 1
    ? valueOfTree(first)
    : refuse(declaration, options);
}

const emptyScope = Scope.of({ parameters: {}, variables: {} });

function convertPlain(
  declaration: ParameterDeclaration,
  options: {
    readonly tree: YamlTree;
    readonly environment: FileEnvironment;
  },
): ExpressionValue | undefined {
  const { tree, environment } = options;
  const { type } = declaration;
  const refusing = { given: scoped(tree, emptyScope), environment };
  switch (type) {
    case 'object':
    case 'legacyObject':
      return valueOfTree(tree);
    case 'container':
      return tree.kind === 'sequence'
        ? refuse(declaration, refusing)
        : valueOfTree(tree);
    case 'stringList':
    case 'containerList':
      return tree.kind === 'sequence'
        ? valueOfTree(tree)
        : refuse(declaration, refusing);
    default:
      break;
  }
  if (tree.kind !== 'scalar') {
    return refuse(declaration, refusing);
  }
  return tree.isUnknown
    ? undefined
    : convertText(declaration, { text: tree.text, refusing });
}

function convertText(
  declaration: ParameterDeclaration,
  options: {
    readonly text: string;
    readonly refusing: {
      readonly given: ScopedNode;
      readonly environment: FileEnvironment;
    };
  },
): ExpressionValue | undefined {
  const { text, refusing } = options;
  if (declaration.type === 'boolean') {
    const word = text.toLowerCase();
    return word === 'true' || word === 'false'
      ? word === 'true'
      : refuse(declaration, { ...refusing, text });
  }
  if (declaration.type === 'number') {
    const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim());
    return isNumber ? Number(text) : refuse(declaration, { ...refusing, text });
  }
  return text;
}

function refuse(
  { name, type }: ParameterDeclaration,
  options: {
    readonly given: ScopedNode;
    readonly environment: FileEnvironment;
    readonly text?: string;
  },
): undefined {
  const { given, environment, text } = options;
  const found = text === undefined ? '' : ` value '${text}'`;
  environment.expansion.problems.report(
    placeOf(given),
    `The '${name}' parameter${found} is not a valid ${typeTitle(type)}.`,
  );
  return undefined;
}
