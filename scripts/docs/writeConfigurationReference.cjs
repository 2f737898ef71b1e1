// @ts-check
'use strict';

// Run with the TypeScript loader: see scripts/portal/serverProcess.mjs.

const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

// By a variable: the types of the package are checked with the packages, not here.
const commonPackage = '@azure-mlops/backstage-plugin-azure-devops-common';
const { renderConfigurationSchemas } = require(commonPackage);

const root = join(__dirname, '..', '..');

// The docs publish the schemas, and every generated project carries them, so
// that its editor needs no network.
const schemaFolders = [
  join(root, 'docs', 'schemas'),
  join(
    root,
    'templates/azure-mlops-project/skeleton/base/operation/configuration/schemas',
  ),
];
for (const folder of schemaFolders) {
  mkdirSync(folder, { recursive: true });
  for (const { fileName, text } of renderConfigurationSchemas()) {
    writeFileSync(join(folder, fileName), text);
  }
}

const actionsPackage =
  '@azure-mlops/backstage-plugin-scaffolder-backend-module-azure-devops';
const { renderResourcesReference } = require(actionsPackage);

writeFileSync(join(root, 'docs', 'resources.md'), renderResourcesReference());
