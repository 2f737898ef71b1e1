// @ts-check
'use strict';

// Run with the TypeScript loader: see serverProcess.mjs.

const path = require('node:path');
const {
  runProjectsCommand,
  // @ts-ignore: a TypeScript package, which only the loader can resolve
} = require(path.join(__dirname, '../../templates/src'));

runProjectsCommand(process.argv.slice(2)).then(
  () => process.exit(0),
  (/** @type {unknown} */ error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
