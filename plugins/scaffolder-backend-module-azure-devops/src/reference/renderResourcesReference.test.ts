import {
  buildDesiredState,
  planChanges,
  RESOURCE_KINDS,
  type ObservedState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { renderResourcesReference } from './renderResourcesReference';
import { resourceReferences } from './resourceReferences';

const page = path.resolve(__dirname, '../../../../docs/resources.md');

const PROJECT = {
  version: 1,
  project: 'churn-model',
  pipelines: {
    folder: 'churn-model',
    definitions: [{ name: 'churn-model-ci', yaml: 'azure_pipelines/ci.yml' }],
  },
};
const ENVIRONMENT = { version: 1, environment: { name: 'churn-model-prod' } };

const NOTHING: ObservedState = {
  project: { name: 'machine-learning' },
  identities: [
    {
      status: 'known',
      reference: 'ari.approver@contoso.example',
      id: 'ari',
      descriptor: 'aad.ari',
      displayName: 'Ari Approver',
      isGroup: false,
    },
  ],
  resources: {},
};

describe('the reference of the resources', () => {
  it('is up to date; if not, npm run docs makes it so', () => {
    expect(readFileSync(page, 'utf8')).toBe(renderResourcesReference());
  });

  it.each(RESOURCE_KINDS)('has an example of %s that can be planned', kind => {
    const { file, example } = resourceReferences[kind];
    const content: object = parse(example);
    const result = buildDesiredState({
      repository: 'churn-model',
      project: {
        file: 'project',
        content: { ...PROJECT, ...(file === 'project' ? content : {}) },
      },
      environments: [
        {
          file: 'environment',
          content: {
            ...ENVIRONMENT,
            ...(file === 'environment' ? content : {}),
          },
        },
      ],
    });
    if (result.status === 'invalid') {
      throw new Error(JSON.stringify(result.problems));
    }
    const { desiredState } = result;
    const { changes } = planChanges({
      desired: desiredState,
      observed: NOTHING,
    });
    expect([
      // Whoever provisions looks for the project before there is a plan.
      ...(desiredState.missingProject ? ['project'] : []),
      ...changes.flatMap(change =>
        change.action === 'create' ? [change.kind] : [],
      ),
    ]).toContain(kind);
  });
});
