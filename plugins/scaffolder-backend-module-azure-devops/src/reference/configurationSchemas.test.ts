import { renderConfigurationSchemas } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../../..');

describe.each([
  'docs/schemas',
  'templates/azure-mlops-project/skeleton/base/operation/configuration/schemas',
])('the schemas of the configuration in %s', folder => {
  it.each(renderConfigurationSchemas())(
    'are up to date: $fileName; if not, npm run docs makes it so',
    ({ fileName, text }) => {
      expect(readFileSync(path.join(root, folder, fileName), 'utf8')).toBe(
        text,
      );
    },
  );
});
