// @ts-check
'use strict';

// Run with the TypeScript loader: see serverProcess.mjs.

const path = require('node:path');
// @ts-ignore: a TypeScript package, which only the loader can resolve
const benchmarks = require(path.join(__dirname, '../../benchmarks/src'));

const [runner, ...args] = process.argv.slice(2);

benchmarks[runner](args).then(
  () => process.exit(0),
  (/** @type {unknown} */ error) => {
    console.error(error);
    process.exit(1);
  },
);
