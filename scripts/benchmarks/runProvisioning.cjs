// @ts-check
'use strict';

// Run with the TypeScript loader: see serverProcess.mjs.

const path = require('node:path');
const {
  runProvisioningBenchmark,
  // @ts-ignore: a TypeScript package, which only the loader can resolve
} = require(path.join(__dirname, '../../benchmarks/src'));

runProvisioningBenchmark(process.argv.slice(2)).then(
  () => process.exit(0),
  (/** @type {unknown} */ error) => {
    console.error(error);
    process.exit(1);
  },
);
