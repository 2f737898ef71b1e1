import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import {
  resolvePackagePath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { renderTemplate } from '../renderTemplate';
import { answersOf } from './answersOf';
import { choosePairwise } from './pairwise';
import { pipelinesOf, type ProjectPipeline } from './pipelinesOf';
import {
  listCombinations,
  nameCombination,
  readOffer,
  type Combination,
} from './templateOptions';

/** A project as it came out of the template. */
export interface PreparedProject {
  /** Of its combination; also the name of its folder. */
  readonly name: string;
  readonly combination: Combination;
  readonly directory: string;
  /** Name of its Git repository. */
  readonly repository: string;
  readonly renderSeconds: number;
  readonly isRendered: boolean;
  /** Why it could not be rendered, or why provisioning refuses it; then its pipelines are not known either. */
  readonly problem?: string;
  readonly pipelines: readonly ProjectPipeline[];
}

/** Which combinations: few that hold every pair, all, or those of the names. */
export type Selection = 'pairwise' | 'all' | readonly string[];

/** Renders each combination into a folder of its own and compiles its pipelines. */
export async function prepareProjects(options: {
  readonly selection: Selection;
  readonly outputDirectory: string;
  readonly logger: LoggerService;
}): Promise<readonly PreparedProject[]> {
  const { selection, outputDirectory, logger } = options;
  const folder = resolvePackagePath(
    'azure-mlops-templates',
    'azure-mlops-project',
  );
  const templateFile = path.join(folder, 'template.yaml');
  const { spec } = await readYaml(templateFile);
  const combinations = select(
    listCombinations(readOffer(spec.parameters)),
    selection,
  );
  const prepared: PreparedProject[] = [];
  for (const { combination, answers } of answersOf(
    combinations,
    await readForms(path.join(folder, 'examples')),
  )) {
    const name = nameCombination(combination);
    const directory = path.join(outputDirectory, name);
    const started = performance.now();
    const problem = await renderTemplate({
      templateFile,
      parameters: answers,
      outputDirectory: directory,
      logger,
    }).catch((error: Error) => error.message);
    const renderSeconds = (performance.now() - started) / 1000;
    const repository = String(answers.name);
    const plan =
      problem === undefined
        ? await pipelinesOf({ directory, repository }).then(
            pipelines => ({ pipelines }),
            (error: Error) => ({ pipelines: [], problem: error.message }),
          )
        : { pipelines: [], problem };
    prepared.push({
      name,
      combination,
      directory,
      repository,
      renderSeconds,
      isRendered: problem === undefined,
      ...plan,
    });
  }
  return prepared;
}

function select(
  combinations: readonly Combination[],
  selection: Selection,
): readonly Combination[] {
  if (selection === 'all') {
    return combinations;
  }
  if (selection === 'pairwise') {
    return choosePairwise(combinations);
  }
  return selection.map(name => {
    const found = combinations.find(each => nameCombination(each) === name);
    if (!found) {
      throw new Error(
        `There is no combination ${name}; there are ${combinations
          .map(nameCombination)
          .join(', ')}.`,
      );
    }
    return found;
  });
}

async function readForms(folder: string): Promise<readonly JsonObject[]> {
  const files = (await fileSystem.readdir(folder)).sort();
  return Promise.all(files.map(file => readYaml(path.join(folder, file))));
}

async function readYaml(file: string) {
  return parse(await fileSystem.readFile(file, 'utf8'));
}
