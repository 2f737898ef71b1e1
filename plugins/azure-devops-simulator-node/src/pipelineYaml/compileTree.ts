import { ExpressionObject } from '../expressions/ExpressionValue';
import { CompileBudget, LimitPassed } from './compileLimits';
import { CompileOptions, CompileResult } from './compilePipeline';
import { CompileProblems } from './CompileProblems';
import {
  Expansion,
  ExpansionStopped,
  FileEnvironment,
} from './expand/Expansion';
import { expandJobs } from './expand/expandJobs';
import { expandPipeline } from './expand/expandPipeline';
import { expandStages } from './expand/expandStages';
import { expandSteps } from './expand/expandSteps';
import { Scope } from './expand/Scope';
import { TemplateRepositories } from './expand/TemplateRepositories';
import { jsonOf } from './expand/valueTrees';
import { normalisePipeline } from './normalise/normalisePipeline';
import { bindParameters } from './parameters/bindParameters';
import {
  ParameterDeclaration,
  readDeclarations,
} from './parameters/readDeclarations';
import { readRunParameters } from './parameters/readRunParameters';
import { readPipeline } from './read/readPipeline';
import { renderYaml } from './renderYaml';
import { pipelineForms, pipelineShapes } from './shapes/pipelineShapes';
import { validateShape } from './validateShape';
import { entryOf, valueOf, YamlMapping, YamlTree } from './YamlTree';

type TreeOptions = CompileOptions & { readonly file: string };

/** Compiles the tree of the pipeline's own file. */
export async function compileTree(
  tree: YamlTree,
  options: TreeOptions,
): Promise<CompileResult> {
  const { source, path, file } = options;
  const problems = new CompileProblems();
  const expansion: Expansion = {
    problems,
    budget: new CompileBudget(),
    repositories: new TemplateRepositories(source),
    templates: [],
    files: new Map([[file, tree]]),
    expanders: { steps: expandSteps, jobs: expandJobs, stages: expandStages },
  };
  const environment: FileEnvironment = {
    expansion,
    file: {
      path: path.replace(/^\/+/, ''),
      displayName: file,
      repository: 'self',
      source,
      depth: 0,
    },
  };
  try {
    const result = await expandAndRead(tree, { ...options, environment });
    if (result && problems.isEmpty) {
      return result;
    }
  } catch (error) {
    reportLimit(error, { file, problems });
  }
  return { kind: 'invalid', problems: problems.list() };
}

/** @returns undefined once a problem has been told that leaves nothing to read */
async function expandAndRead(
  tree: YamlTree,
  options: TreeOptions & { readonly environment: FileEnvironment },
): Promise<CompileResult | undefined> {
  const { environment } = options;
  const { problems, templates } = environment.expansion;
  if (tree.kind !== 'mapping') {
    reportRoot(tree, problems);
    return undefined;
  }
  const declarations = readDeclarations(valueOf(tree, 'parameters'), {
    owner: 'pipeline',
    problems,
  });
  const values = await bindRunParameters(declarations, options);
  if (!values) {
    return undefined;
  }
  const expanded = await expandPipeline(tree, {
    environment,
    scope: Scope.of({ parameters: values, variables: options.variables }),
  });
  if (!hasValidShape(expanded, problems) || !problems.isEmpty) {
    return undefined;
  }
  const root = normalisePipeline(expanded);
  const pipeline = readPipeline(root, {
    parameters: declarations.map(({ name, type }) => ({
      name,
      type,
      value: jsonOf(values[name]),
    })),
    templates,
    problems,
  });
  return { kind: 'compiled', pipeline, yaml: renderYaml(root) };
}

async function bindRunParameters(
  declarations: readonly ParameterDeclaration[],
  options: TreeOptions & { readonly environment: FileEnvironment },
): Promise<ExpressionObject | undefined> {
  const { file, environment } = options;
  const { problems } = environment.expansion;
  const given = readRunParameters(options.parameters, {
    declarations,
    file,
    problems,
  });
  return bindParameters(declarations, {
    given,
    place: { file },
    givenIn: environment,
    declaredIn: environment,
  });
}

/** Exactly one of `stages`, `jobs` and `steps`; `extends` has become one of them. */
function hasValidShape(root: YamlMapping, problems: CompileProblems): boolean {
  const forms = (['stages', 'jobs', 'steps'] as const).filter(form =>
    entryOf(root, form),
  );
  const [form] = forms;
  if (!form) {
    // A template that could not be read has been told of.
    if (problems.isEmpty) {
      problems.report(
        root.place,
        `There's not enough info to determine what you meant. Add one of these properties: ${pipelineForms.join(
          ', ',
        )}`,
      );
    }
    return false;
  }
  validateShape(root, pipelineShapes[form], problems);
  return true;
}

function reportRoot(tree: YamlTree, problems: CompileProblems): void {
  const isEmpty = tree.kind === 'scalar' && tree.text === '';
  if (isEmpty) {
    problems.report(
      tree.place,
      `There's not enough info to determine what you meant. Add one of these properties: ${pipelineForms.join(
        ', ',
      )}`,
    );
  } else {
    problems.report(
      tree.place,
      tree.kind === 'scalar'
        ? `Unexpected value '${tree.text}'`
        : 'A sequence was not expected',
    );
  }
}

function reportLimit(
  error: unknown,
  options: { readonly file: string; readonly problems: CompileProblems },
): void {
  const { file, problems } = options;
  if (error instanceof ExpansionStopped) {
    problems.report(error.place, error.message);
  } else if (error instanceof LimitPassed) {
    problems.report({ file }, error.message);
  } else if (error instanceof RangeError) {
    problems.report({ file }, 'Maximum object depth exceeded');
  } else {
    throw error;
  }
}
