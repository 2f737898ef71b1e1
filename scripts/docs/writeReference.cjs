// @ts-check
'use strict';

// Run with the TypeScript loader: see scripts/portal/serverProcess.mjs.

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { ConfigReader } = require('@backstage/config');
const { ScmIntegrations } = require('@backstage/integration');
const {
  createAzureDevOpsActions,
  renderActionsReference,
  // @ts-ignore: a TypeScript package, which only the loader can resolve
} = require('@azure-mlops/backstage-plugin-scaffolder-backend-module-azure-devops');

const config = new ConfigReader({});
const integrations = ScmIntegrations.fromConfig(config);
writeFileSync(
  join(__dirname, '..', '..', 'docs', 'actions.md'),
  renderActionsReference(createAzureDevOpsActions({ config, integrations })),
);
