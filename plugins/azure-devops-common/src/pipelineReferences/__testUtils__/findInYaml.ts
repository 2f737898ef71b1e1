import { parse } from 'yaml';
import { describeConfigurationProblem } from '../../desiredState/configurationProblem';
import { findPipelineReferences } from '../findPipelineReferences';
import type { PipelineFile } from '../PipelineReferences';

/** The environments of the configuration of the tests. */
export const STAGES = ['dev', 'stage', 'prod'];

/** What the configuration of the tests defines. */
export const KNOWN = {
  environment: STAGES.map(stage => `churn-${stage}`),
  'variable-group': STAGES.map(stage => `churn-${stage}`),
  'service-connection': STAGES.map(stage => `azure-${stage}`),
};

/** The pipeline that the tests read. */
export const ROOT = 'azure_pipelines/root.yml';

/** What is found in a pipeline and the files beside it. */
export function find(
  root: string,
  others: Readonly<Record<string, string>> = {},
  pipeline: {
    readonly queue?: string;
    readonly variables?: Readonly<Record<string, string>>;
    readonly settable?: readonly string[];
    readonly known?: typeof KNOWN;
    readonly environments?: readonly string[];
  } = {},
) {
  return findPipelineReferences({
    pipeline: {
      file: ROOT,
      variables: pipeline.variables ?? {},
      settable: pipeline.settable ?? [],
      queue: pipeline.queue,
    },
    files: new Map(
      Object.entries({ [ROOT]: root, ...others }).map(
        ([file, text]): [string, PipelineFile] => [
          file,
          { status: 'read', content: parse(text) },
        ],
      ),
    ),
    known: pipeline.known ?? KNOWN,
    environments: pipeline.environments ?? STAGES,
  });
}

/** The resources that a pipeline uses; there must be no problem. */
export function used(...rest: Parameters<typeof find>): readonly string[] {
  const { references, problems } = find(...rest);
  if (problems.length > 0) {
    throw new Error(problems.map(describeConfigurationProblem).join('\n'));
  }
  return references
    .map(({ resource: { kind, name } }) => `${kind} ${name}`)
    .sort();
}

/** What cannot be told, in words. */
export function problemsOf(
  ...rest: Parameters<typeof find>
): readonly string[] {
  return find(...rest).problems.map(describeConfigurationProblem);
}

/** A job with one task that signs in to Azure. */
export const signIn = (connection: string, input = 'azureSubscription') => `
jobs:
  - job: a
    steps:
      - task: AzureCLI@2
        inputs:
          ${input}: ${connection}
          inlineScript: az account show
`;
