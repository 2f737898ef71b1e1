// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laptopStepOf, onLocalBackend, stepsOf } from './pipelineSteps.mjs';

const script = (/** @type {string} */ line, more = {}) => ({
  enabled: true,
  environment: {},
  action: { kind: 'task', name: 'CmdLine', inputs: { script: line } },
  ...more,
});

const pipelineOf = (/** @type {object[]} */ jobs) => ({
  name: 'p',
  file: 'p.yml',
  problems: [],
  parameters: [],
  pipeline: { parameters: [], stages: [{ jobs }] },
});

test('a line of a step is taken apart, and anything else is nothing that a laptop can run', () => {
  const line =
    'python -m operation.execution.train --env dev --backend azureml';
  assert.deepEqual(laptopStepOf(script(`${line}\n`)), {
    kind: 'line',
    line,
    module: 'operation.execution.train',
    step: 'train',
    args: ['--env', 'dev', '--backend', 'azureml'],
    environment: {},
  });
  for (const other of [
    'echo done',
    `${line} || true`,
    `${line}\necho done`,
    'python -m operation.execution.train --env $(env)',
  ]) {
    assert.equal(laptopStepOf(script(other)).kind, 'other', other);
  }
});

test('the installation, the artifacts and what only an agent does are told apart', () => {
  const install =
    'python -m pip install --require-hashes --requirement requirements.lock';
  assert.deepEqual(laptopStepOf(script(install)), {
    kind: 'install',
    line: install,
    lock: 'requirements.lock',
  });
  const task = (/** @type {string} */ name, inputs = {}) =>
    laptopStepOf({ environment: {}, action: { kind: 'task', name, inputs } });
  assert.deepEqual(
    task('PublishPipelineArtifact', { targetPath: 'out', artifactName: 'm' }),
    { kind: 'publish', artifact: 'm', path: 'out' },
  );
  assert.deepEqual(
    task('DownloadPipelineArtifact', { path: 'in', artifact: 'm' }),
    { kind: 'download', artifact: 'm', path: 'in' },
  );
  assert.deepEqual(task('UsePythonVersion'), {
    kind: 'agent',
    task: 'UsePythonVersion',
  });
  const signedIn = (/** @type {string} */ inlineScript) =>
    task('AzureCLI', { inlineScript }).kind;
  assert.equal(signedIn('az account show --output table'), 'agent');
  assert.equal(signedIn('python -m operation.execution.lint\n'), 'line');
});

test('steps come in order, those of every hook too, without what is disabled or runs after a failure', () => {
  const line = (/** @type {string} */ step) =>
    `python -m operation.execution.${step}`;
  const steps = stepsOf(
    pipelineOf([
      {
        kind: 'job',
        steps: [
          script(line('one')),
          script(line('never'), { enabled: false }),
          script(line('never'), { condition: 'failed()' }),
          script(line('two'), { condition: 'succeededOrFailed()' }),
        ],
      },
      {
        kind: 'deployment',
        hooks: [
          { hook: 'deploy', steps: [script(line('three'))] },
          { hook: 'onFailure', steps: [script(line('never'))] },
          { hook: 'onSuccess', steps: [script(line('four'))] },
        ],
      },
    ]),
  );
  assert.deepEqual(
    steps.map(step => step.kind === 'line' && step.step),
    ['one', 'two', 'three', 'four'],
  );
});

test('a pipeline that does not compile has no steps', () => {
  assert.deepEqual(
    stepsOf({ name: 'p', file: 'p.yml', problems: ['x'], parameters: [] }),
    [],
  );
});

test('only the backend changes when a line runs on the laptop', () => {
  assert.deepEqual(
    onLocalBackend(['--env', 'azureml', '--backend', 'azureml', '--dry-run']),
    ['--env', 'azureml', '--backend', 'local', '--dry-run'],
  );
});
