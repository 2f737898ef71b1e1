import { renderConfigurationSchemas } from './renderConfigurationSchemas';

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly additionalProperties?: SchemaNode | boolean;
}

/** Every key below a schema, with where it stands. */
function keysOf(
  node: SchemaNode,
  place: string,
): readonly (readonly [string, SchemaNode])[] {
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([key, value]) => [
      [`${place}.${key}`, value] as const,
      ...keysOf(value, `${place}.${key}`),
    ]),
    ...(node.items ? keysOf(node.items, `${place}[]`) : []),
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(choice =>
      keysOf(choice, place),
    ),
    ...(typeof node.additionalProperties === 'object'
      ? keysOf(node.additionalProperties, `${place}.*`)
      : []),
  ];
}

describe.each(renderConfigurationSchemas())(
  'the published schema $fileName',
  ({ text }) => {
    const schema = JSON.parse(text);

    it('has a title and refuses unknown keys', () => {
      expect(schema).toMatchObject({
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: expect.stringMatching(/Azure DevOps/),
        description: expect.stringContaining('azure_devops.yml'),
        additionalProperties: false,
      });
    });

    it('says of every key what it means', () => {
      const keys = keysOf(schema, '');
      expect(keys.length).toBeGreaterThan(20);
      expect(
        keys
          .filter(
            ([, { description }]) => !/[A-Z].*\.$/.test(description ?? ''),
          )
          .map(([place]) => place),
      ).toEqual([]);
    });

    it('has no pattern that an editor cannot compile', () => {
      const patterns = [...text.matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)];
      expect(patterns.length).toBeGreaterThan(3);
      for (const [, pattern] of patterns) {
        expect(new RegExp(JSON.parse(pattern), 'u')).toBeInstanceOf(RegExp);
      }
    });
  },
);
