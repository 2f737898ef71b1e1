// @ts-check
import assert from 'node:assert/strict';
import { isAbsolute } from 'node:path';
import { test } from 'node:test';
import { readSettings } from './settings.mjs';

test('Without variables the portal has the documented ports and a folder of the repository', () => {
  const settings = readSettings({});
  assert.equal(settings.portalPort, 7007);
  assert.equal(settings.azureDevOpsPort, 7008);
  assert.match(settings.dataDirectory, /[\\/]\.data$/);
});

test('Variables move the ports and the data, which is always absolute', () => {
  const settings = readSettings({
    AZURE_MLOPS_PORTAL_PORT: '8001',
    AZURE_MLOPS_AZURE_DEVOPS_PORT: '8002',
    AZURE_MLOPS_DATA_DIRECTORY: 'elsewhere',
  });
  assert.equal(settings.portalPort, 8001);
  assert.equal(settings.azureDevOpsPort, 8002);
  assert.ok(isAbsolute(settings.dataDirectory));
});

for (const text of ['seven', '0', '65536', '80.5', '-1', '0x50']) {
  test(`The port "${text}" is refused by the name of its variable`, () => {
    assert.throws(
      () => readSettings({ AZURE_MLOPS_PORTAL_PORT: text }),
      /^CommandError: AZURE_MLOPS_PORTAL_PORT is .* set it to a whole number from 1 to 65535\.$/,
    );
  });
}

test('One port for both servers is refused', () => {
  assert.throws(
    () => readSettings({ AZURE_MLOPS_PORTAL_PORT: '7008' }),
    /would both listen on port 7008/,
  );
});
