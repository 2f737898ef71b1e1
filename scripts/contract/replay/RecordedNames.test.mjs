// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordedNames } from './RecordedNames.mjs';

const ID = 'd8e7e7fd-44d3-47f8-9c72-5c7907714bf1';
const OTHER_ID = '1b95dd78-5e14-4ad3-afa6-39086d52d2e2';

test('ids are learned by where they stand in the answer', () => {
  const names = new RecordedNames();
  names.learn(
    { project: { id: ID }, name: 'a' },
    { project: { id: OTHER_ID } },
  );
  assert.equal(
    names.translate(`/contoso/${ID}/_apis/git`),
    `/contoso/${OTHER_ID}/_apis/git`,
  );
});

test('items of lists belong together by name, wherever they stand', () => {
  const names = new RecordedNames();
  names.learn(
    {
      value: [
        { id: 1, name: 'Default' },
        { id: 2, name: 'Hosted' },
      ],
    },
    {
      value: [
        { id: 8, name: 'Hosted' },
        { id: 9, name: 'Default' },
      ],
    },
  );
  assert.equal(names.translate('/pools/1/agents'), '/pools/9/agents');
  assert.equal(names.translate('/pools/2?a=1'), '/pools/8?a=1');
});

test('single items belong together whatever their names', () => {
  const names = new RecordedNames();
  names.learn(
    [{ id: 2, name: 'Hosted' }],
    [{ id: 8, name: 'Azure Pipelines' }],
  );
  assert.equal(names.translate('/pools/2'), '/pools/8');
});

test('numbers are replaced as whole ids only, and once', () => {
  const names = new RecordedNames();
  names.add('4', '47');
  names.add('47', '5');
  assert.equal(names.translate('/a/4?id=47&top=4'), '/a/47?id=5&top=4');
  assert.equal(
    names.translateBody('{"id": "47", "queueId":4, "count": 4, "text": "4"}'),
    '{"id": "5", "queueId":47, "count": 4, "text": "4"}',
  );
});

test('a name that means itself again is forgotten', () => {
  const names = new RecordedNames();
  names.add('4', '47');
  names.add('4', '4');
  assert.equal(names.translate('/a/4'), '/a/4');
});

test('subjects are learned from answers whose keys are descriptors, and such keys translated', () => {
  const names = new RecordedNames();
  const readers = { principalName: '[p]\\Readers', descriptor: 'vssgp.A' };
  names.learn(
    { value: { 'vssgp.A': readers, 'vssgp.B': { principalName: 'other' } } },
    { value: { 'vssgp.C': { ...readers, descriptor: 'vssgp.C' } } },
  );
  assert.deepEqual(names.translateKeys({ value: { 'vssgp.A': 1 } }), {
    value: { 'vssgp.C': 1 },
  });
});
