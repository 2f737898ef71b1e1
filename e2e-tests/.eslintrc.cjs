module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The portal is started by the repository's own scripts, which are no package to depend on.
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});
