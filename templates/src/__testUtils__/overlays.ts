import path from 'node:path';
import { listFiles } from '../listFiles';
import { type Answers, templateFolder } from './examples';

/** Folder of the overlays: the parts that a project is put together from. */
export const skeletonFolder = path.join(templateFolder, 'skeleton');

/** Which overlays a form asks for, said a second time and independent of the template's own conditions. */
export interface OverlayChoice {
  /** Rendered into the root of the project. */
  readonly project: readonly string[];
  /** Rendered into the folder of each environment. */
  readonly environment: readonly string[];
}

/** An environment has no files of its own for every combination. */
const ENVIRONMENT_OVERLAYS = [
  'environment',
  'environment-online',
  'environment-batch',
  'environment-level-2',
  'environment-level-2-online',
  'environment-level-3',
  'environment-level-3-online',
];

export function chooseOverlays({
  level = 1,
  problemType = 'classification',
  serving = 'none',
}: Pick<Answers, 'level' | 'problemType' | 'serving'>): OverlayChoice {
  const ways = {
    none: [],
    online: ['online'],
    batch: ['batch'],
    both: ['online', 'batch'],
  }[serving];
  const withWays = (name: string) => [
    name,
    ...ways.map(way => `${name}-${way}`),
  ];
  const problem = {
    classification: ['problem-tabular', 'problem-classification'],
    regression: ['problem-tabular', 'problem-regression'],
    forecasting: ['problem-forecasting'],
  }[problemType];
  const own = {
    none: ['serving-none'],
    online: ['serving-online-only'],
    batch: ['serving-batch-only'],
    both: ['serving-both'],
  }[serving];
  const known = (overlay: string) => ENVIRONMENT_OVERLAYS.includes(overlay);
  return {
    project: [
      'base',
      ...problem,
      ...own,
      ...ways.map(way => `serving-${way}`),
      ...(level === 1 ? withWays('level-1-only') : []),
      ...(level >= 2 ? withWays('level-2') : []),
      ...(level >= 3 ? withWays('level-3') : []),
      ...(level >= 3 && problemType !== 'forecasting'
        ? ['level-3-tabular']
        : []),
    ],
    environment: [
      ...withWays('environment'),
      ...(level >= 2 ? withWays('environment-level-2') : []),
      ...(level >= 3 ? withWays('environment-level-3') : []),
    ].filter(known),
  };
}

/** Every file that a form makes, with the files of the skeleton that write it: one, if all is well. */
export async function findSources(
  answers: Answers,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { project, environment } = chooseOverlays(answers);
  const sources = new Map<string, string[]>();
  const add = async (overlay: string, target: string) => {
    for (const file of await listFiles(path.join(skeletonFolder, overlay))) {
      const written = `${target}${file.replace(/\.njk$/, '')}`;
      const list = sources.get(written) ?? [];
      sources.set(written, [...list, `${overlay}/${file}`]);
    }
  };
  for (const overlay of project) {
    await add(overlay, '');
  }
  for (const overlay of environment) {
    for (const { name } of answers.environments) {
      await add(overlay, `operation/configuration/environment_${name}/`);
    }
  }
  return sources;
}
