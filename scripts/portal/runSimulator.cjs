// @ts-check
'use strict';

// Run with the TypeScript loader: see serverProcess.mjs. The name is not written into the call, so
// that the type check of the scripts does not take in the sources of the package.

const SIMULATOR_PACKAGE =
  '@azure-mlops/backstage-plugin-azure-devops-simulator-node';

/** @type {{ runSimulatorCommand(args: string[]): unknown }} */
const { runSimulatorCommand } = require(SIMULATOR_PACKAGE);

Promise.resolve(runSimulatorCommand(process.argv.slice(2))).then(
  exitCode => {
    if (typeof exitCode === 'number') {
      process.exitCode = exitCode;
    }
  },
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
