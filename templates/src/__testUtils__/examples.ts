import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

export const templateFolder = path.resolve(
  __dirname,
  '../../azure-mlops-project',
);
export const templateFile = path.join(templateFolder, 'template.yaml');

/** A filled-in form. */
export type Answers = JsonObject & {
  readonly name: string;
  readonly level?: 1 | 2 | 3;
  readonly problemType?: 'classification' | 'regression' | 'forecasting';
  readonly serving?: 'none' | 'online' | 'batch' | 'both';
  readonly onlineCompute?: 'managed' | 'kubernetes';
  readonly backend?: 'local' | 'azureml';
  readonly subscriptionId?: string;
  readonly environments: ReadonlyArray<{
    readonly name: string;
    readonly approvers?: readonly string[];
  }>;
};

export async function readYaml<T>(file: string): Promise<T> {
  return parse(await fileSystem.readFile(file, 'utf8'));
}

/** The version that the template records in a project, from the template itself. */
export async function readTemplateVersion(): Promise<string> {
  const text = await fileSystem.readFile(templateFile, 'utf8');
  const version = /^ +templateVersion: (\S+)$/m.exec(text)?.[1];
  if (version === undefined) {
    throw new Error(`${templateFile} says no templateVersion`);
  }
  return version;
}

/** Every filled-in form beside the template, with the name of its file. */
export async function readExamples(): Promise<
  ReadonlyArray<readonly [string, Answers]>
> {
  const folder = path.join(templateFolder, 'examples');
  const files = await fileSystem.readdir(folder);
  return Promise.all(
    files.map(
      async file =>
        [file, await readYaml<Answers>(path.join(folder, file))] as const,
    ),
  );
}
