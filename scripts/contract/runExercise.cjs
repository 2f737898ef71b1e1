// @ts-check
'use strict';

// Run with the TypeScript loader: see portal/serverProcess.mjs.

const SIMULATOR_PACKAGE =
  '@azure-mlops/backstage-plugin-azure-devops-simulator-node';

/** @type {{ exerciseSimulator(options: object): Promise<unknown> }} */
const { exerciseSimulator } = require(SIMULATOR_PACKAGE);

const [url, version, token] = process.argv.slice(2);

exerciseSimulator({ url, version, token }).then(
  result => console.log(JSON.stringify(result)),
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
