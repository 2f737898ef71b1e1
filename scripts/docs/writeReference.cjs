// @ts-check
'use strict';

// Run with the TypeScript loader: see scripts/portal/serverProcess.mjs.

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { ConfigReader } = require('@backstage/config');
const { ScmIntegrations } = require('@backstage/integration');

require('./writeConfigurationReference.cjs');

// By a variable: the types of the package are checked with the packages, not here.
const actionsPackage =
  '@azure-mlops/backstage-plugin-scaffolder-backend-module-azure-devops';
const {
  createAzureDevOpsActions,
  renderActionsReference,
} = require(actionsPackage);

const config = new ConfigReader({});
const integrations = ScmIntegrations.fromConfig(config);
writeFileSync(
  join(__dirname, '..', '..', 'docs', 'actions.md'),
  renderActionsReference(
    createAzureDevOpsActions({
      config,
      integrations,
      catalog: {
        getEntityByRef: async () => undefined,
        getEntitiesByRefs: async () => ({ items: [] }),
      },
    }),
  ),
);
