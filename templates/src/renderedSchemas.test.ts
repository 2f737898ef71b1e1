import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import { readExamples, templateFile } from './__testUtils__/examples';
import { listFiles } from './listFiles';
import { renderTemplate } from './renderTemplate';

// Renders every example.
jest.setTimeout(180_000);

const SCHEMA_LINE = /^# yaml-language-server: \$schema=(\S+)\n/;

/** What the schema that a file itself names objects to. */
async function complaintsOf(file: string, change = (text: string) => text) {
  const text = await fileSystem.readFile(file, 'utf8');
  const schemaFile = SCHEMA_LINE.exec(text)?.[1];
  if (schemaFile === undefined) {
    throw new Error(`${file} names no schema in its first line`);
  }
  const schema = JSON.parse(
    await fileSystem.readFile(
      path.join(path.dirname(file), schemaFile),
      'utf8',
    ),
  );
  return validate(parse(change(text)), schema).errors.map(error =>
    error.toString(),
  );
}

describe('the schemas of a rendered project', () => {
  let scratch: string;

  beforeEach(async () => {
    scratch = await fileSystem.mkdtemp(path.join(os.tmpdir(), 'schemas-'));
  });
  afterEach(() => fileSystem.rm(scratch, { recursive: true, force: true }));

  it('are named by its configuration, accept it, and refuse a key that is misspelt', async () => {
    for (const [name, parameters] of await readExamples()) {
      const directory = path.join(scratch, name);
      await renderTemplate({
        templateFile,
        parameters,
        outputDirectory: directory,
        logger: mockServices.logger.mock(),
      });
      const files = (await listFiles(directory)).filter(file =>
        /^operation\/configuration\/(environment_[^/]+\/)?azure_devops\.yml$/.test(
          file,
        ),
      );
      expect(files.length).toBeGreaterThan(1);
      for (const file of files) {
        const place = path.join(directory, file);
        expect([file, await complaintsOf(place)]).toEqual([file, []]);
        expect(
          await complaintsOf(place, text =>
            text.replace(/^version/m, 'versoin'),
          ),
        ).not.toEqual([]);
      }
    }
  });
});
