import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { parse, parseAllDocuments } from 'yaml';

const VALIDATORS = [
  systemEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  apiEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
];

const POLICY = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** Which field of an entity names entities of which kind. */
const RELATIONS: ReadonlyArray<readonly [string, string]> = [
  ['system', 'system'],
  ['providesApis', 'api'],
  ['dependsOn', 'component'],
];

/** The entities of a project, with the files that they name read in. */
export async function readCatalog(
  directory: string,
): Promise<readonly Entity[]> {
  const text = await fileSystem.readFile(
    path.join(directory, 'catalog-info.yaml'),
    'utf8',
  );
  const entities = parseAllDocuments(text).map(
    document => document.toJS() as Entity,
  );
  for (const { spec } of entities) {
    const definition = spec?.definition as JsonObject | undefined;
    if (spec && definition) {
      spec.definition = await fileSystem.readFile(
        path.join(directory, String(definition.$text)),
        'utf8',
      );
    }
  }
  return entities;
}

/** What the catalog's own rules, and the entities beside it, hold against each entity. */
export async function findCatalogProblems(
  entities: readonly Entity[],
): Promise<readonly string[]> {
  const known = new Set(entities.map(entity => stringifyEntityRef(entity)));
  const problems: string[] = [];
  for (const entity of entities) {
    const name = stringifyEntityRef(entity);
    await POLICY.enforce(entity).catch(error =>
      problems.push(`${name}: ${error.message}`),
    );
    const accepted = await Promise.all(
      VALIDATORS.map(validator => validator.check(entity)),
    );
    if (!accepted.includes(true)) {
      problems.push(`${name}: of a kind that nothing here knows`);
    }
    for (const [field, defaultKind] of RELATIONS) {
      for (const reference of [entity.spec?.[field] ?? []].flat()) {
        const target = stringifyEntityRef(
          parseEntityRef(String(reference), {
            defaultKind,
            defaultNamespace: 'default',
          }),
        );
        if (!known.has(target)) {
          problems.push(`${name}: ${field} names ${target}, which is not here`);
        }
      }
    }
    if (entity.kind === 'API') {
      const definition = parse(String(entity.spec?.definition));
      if (!/^3\./.test(definition.openapi) || !definition.paths?.['/score']) {
        problems.push(`${name}: no OpenAPI definition of /score`);
      }
    }
  }
  return problems;
}
