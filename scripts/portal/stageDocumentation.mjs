// @ts-check
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository.mjs';

/** What the portal needs of this repository to show its documentation. */
const SOURCES = ['catalog-info.yaml', 'mkdocs.yml', 'docs'];

/**
 * Copies the documentation of this repository to where the portal reads it. TechDocs reads every
 * file beside the one that describes the entity, node_modules included, and writes into mkdocs.yml:
 * neither may happen in the checkout.
 *
 * @param {string} dataDirectory
 */
export function stageDocumentation(dataDirectory) {
  const folder = join(dataDirectory, 'documentation');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const source of SOURCES) {
    cpSync(join(repositoryRoot, source), join(folder, source), {
      recursive: true,
    });
  }
}
