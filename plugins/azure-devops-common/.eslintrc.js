const { builtinModules } = require('node:module');

// The domain is pure: no I/O, so no Node built-ins. Which packages it may
// import is held by its dependencies in package.json (zod alone).
const builtins = builtinModules.flatMap(name => [name, `node:${name}`]);

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: { '@backstage/no-mixed-plugin-imports': 'error' },
  restrictedSrcImports: builtins.map(name => ({
    name,
    message: 'The domain does no I/O: take the value as an argument.',
  })),
});
