// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingPermissions } from './missingPermissions.mjs';

const pipelines = [
  { name: 'churn-training', file: 'azure_pipelines/training.yml' },
  { name: 'churn-deployment', file: 'azure_pipelines/deployment.yml' },
  {
    name: 'churn-rollback_online',
    file: 'azure_pipelines/rollback_online.yml',
  },
];

const ofModel = {
  name: 'environment/churn-dev',
  pipelines: ['churn-training', 'churn-deployment', 'churn-rollback_online'],
};

const complaints = (/** @type {string[] | undefined} */ permitted) =>
  missingPermissions({
    permissions: [
      ofModel,
      ...(permitted
        ? [{ name: 'environment/churn-qa', pipelines: permitted }]
        : []),
    ],
    pipelines,
    model: 'dev',
    name: 'qa',
  });

test('a new environment has every permission but that of the training', () => {
  assert.deepEqual(
    complaints(['churn-deployment', 'churn-rollback_online']),
    [],
  );
});

test('a pipeline that waits for the new environment is named with the resource', () => {
  assert.deepEqual(complaints(['churn-deployment']), [
    'churn-rollback_online is not permitted environment/churn-qa',
  ]);
});

test('a new environment that no pipeline may use is missed by each of them', () => {
  assert.deepEqual(complaints(undefined), [
    'churn-deployment is not permitted environment/churn-qa',
    'churn-rollback_online is not permitted environment/churn-qa',
  ]);
});

test('permissions that nobody has are no reason to be content', () => {
  assert.deepEqual(
    missingPermissions({
      permissions: [],
      pipelines,
      model: 'dev',
      name: 'qa',
    }),
    ['no pipeline is permitted what dev has'],
  );
});
