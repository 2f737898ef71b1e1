// @ts-check
'use strict';

// Run with the TypeScript loader: see portal/serverProcess.mjs. Writes the final YAML of every
// compile case that compiles into a folder, a file each.

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const CASES = join(
  __dirname,
  '../../plugins/azure-devops-simulator-node/src/pipelineYaml/cases',
);

/** @type {{ compileCases: { title: string }[] }} */
const { compileCases } = require(join(CASES, 'compileCases.ts'));
/** @type {{ compileCase: (each: object) => Promise<{ kind: string, yaml: string }> }} */
const { compileCase } = require(join(CASES, 'CompileCase.ts'));

async function writeAll(/** @type {string} */ folder) {
  let count = 0;
  for (const each of compileCases) {
    const result = await compileCase(each);
    if (result.kind === 'compiled') {
      const file = join(folder, `${String(count).padStart(3, '0')}.yml`);
      writeFileSync(file, `# ${each.title}\n${result.yaml}`);
      count += 1;
    }
  }
}

writeAll(process.argv[2]).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
