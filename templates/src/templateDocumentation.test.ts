import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { listAllCombinations } from './__testUtils__/combinations';
import { type Answers, templateFile } from './__testUtils__/examples';
import { findSources } from './__testUtils__/overlays';

const DOCUMENT = path.resolve(__dirname, '../../docs/template.md');
const ROW =
  /^\| ([A-Z][\w ]*?) +\| ([123]) +\| (always|online|batch|tabular) +\| (.+?) +\| `([^`]+)` +\|$/gm;

type Where = 'always' | 'tabular' | 'online' | 'batch';

interface Feature {
  readonly level: number;
  readonly where: Where;
  readonly feature: string;
  readonly file: string;
}

async function readFeatures(): Promise<readonly Feature[]> {
  const text = await fileSystem.readFile(DOCUMENT, 'utf8');
  return [...text.matchAll(ROW)].map(([, , level, where, feature, file]) => ({
    level: Number(level),
    where: where as Where,
    feature,
    file,
  }));
}

function applies({ level, where }: Feature, answers: Answers): boolean {
  const isThere = {
    always: true,
    tabular: answers.problemType !== 'forecasting',
    online: ['online', 'both'].includes(answers.serving!),
    batch: ['batch', 'both'].includes(answers.serving!),
  }[where];
  return isThere && answers.level! >= level;
}

describe('the page about the template', () => {
  it('names, in each row of its table of features, a file that every such project has', async () => {
    const features = await readFeatures();
    expect(features.length).toBeGreaterThan(40);
    const missing = new Set<string>();
    for (const combination of listAllCombinations()) {
      const answers = {
        ...combination,
        name: 'churn-model',
        environments: [{ name: 'dev' }],
      } as unknown as Answers;
      const files = await findSources(answers);
      features
        .filter(
          feature => applies(feature, answers) && !files.has(feature.file),
        )
        .forEach(({ feature, file }) => missing.add(`${feature}: ${file}`));
    }
    expect([...missing]).toEqual([]);
  });

  it('reads every row of that table', async () => {
    const text = await fileSystem.readFile(DOCUMENT, 'utf8');
    const [, section] = text.split('## Features by level');
    const rows = section
      .split('\n## ')[0]
      .split('\n')
      .filter(line => line.startsWith('| '));
    // Without the heading of the table and the line below it.
    expect((await readFeatures()).length).toBe(rows.length - 2);
  });

  it('names every overlay', async () => {
    const text = await fileSystem.readFile(DOCUMENT, 'utf8');
    const template = await fileSystem.readFile(templateFile, 'utf8');
    const overlays = [...template.matchAll(/url: \.\/skeleton\/(\S+)/g)].map(
      ([, overlay]) => overlay,
    );
    expect(overlays.length).toBeGreaterThan(20);
    expect(
      overlays.filter(
        overlay =>
          !overlay.startsWith('environment-') &&
          !text.includes(`\`${overlay}\``),
      ),
    ).toEqual([]);
  });
});
