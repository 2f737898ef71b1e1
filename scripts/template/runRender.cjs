// @ts-check
'use strict';

// Run with the TypeScript loader: see serverProcess.mjs.

const path = require('node:path');
const {
  runRenderCommand,
  // @ts-ignore: a TypeScript package, which only the loader can resolve
} = require(path.join(__dirname, '../../templates/src'));

runRenderCommand(process.argv.slice(2)).then(
  (/** @type {number} */ exitCode) => {
    process.exitCode = exitCode;
  },
);
