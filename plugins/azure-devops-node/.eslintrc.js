const path = require('node:path');

// The client knows the wire, the provisioning knows the domain; the client
// must not know what it is used for.
const client = path.join(__dirname, 'src/client');

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    '@backstage/no-mixed-plugin-imports': 'error',
    'import/no-restricted-paths': [
      'error',
      {
        zones: [
          {
            target: client,
            from: [
              path.join(__dirname, 'src/provisioning'),
              path.join(__dirname, 'src/git'),
              path.join(__dirname, '../azure-devops-common'),
            ],
            message: 'The REST client stands below provisioning and domain.',
          },
        ],
      },
    ],
  },
});
