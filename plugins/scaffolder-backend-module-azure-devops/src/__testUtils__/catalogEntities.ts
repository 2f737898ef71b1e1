import type { CatalogService } from '@backstage/plugin-catalog-node';

type Entity = NonNullable<
  Awaited<ReturnType<CatalogService['getEntityByRef']>>
>;

function entity(
  kind: string,
  name: string,
  rest: Partial<Pick<Entity, 'spec' | 'relations'>> & {
    readonly annotations?: Record<string, string>;
  } = {},
): Entity {
  const { annotations, ...others } = rest;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', annotations },
    ...others,
  };
}

function user(name: string, email?: string): Entity {
  return entity('User', name, { spec: { profile: email ? { email } : {} } });
}

function group(name: string, members: readonly string[]): Entity {
  return entity('Group', name, {
    relations: members.map(member => ({
      type: 'hasMember',
      targetRef: `user:default/${member}`,
    })),
  });
}

/** Who and what the catalog of the tests shows. */
export const catalogEntities: Entity[] = [
  entity('Component', 'churn-model'),
  user('ari', 'ari.approver@contoso.example'),
  user('dana', 'dana.scientist@contoso.example'),
  user('nomail'),
  group('approvers', ['ari', 'dana']),
  group('halfknown', ['ari', 'nomail', 'gone']),
  group('empty', []),
  entity('Group', 'linked', {
    annotations: {
      'dev.azure.com/group': '[machine-learning]\\Contributors',
    },
  }),
];
