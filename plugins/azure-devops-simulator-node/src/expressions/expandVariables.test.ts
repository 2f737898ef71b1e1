import { expandVariables, MacroVariable } from './expandVariables';

const variable = (
  name: string,
  value: string,
  isSecret = false,
): MacroVariable => ({ name, value, isSecret });

const valuesOf = (variables: readonly MacroVariable[]) =>
  expandVariables(variables).variables.map(({ value }) => value);

/** `v0` has a text, and each further one is made of the one before. */
const chain = (count: number, write: (previous: string) => string) =>
  Array.from({ length: count }, (_, index) =>
    variable(`v${index}`, index === 0 ? 'x' : write(`$(v${index - 1})`)),
  );

describe('expandVariables', () => {
  it('expands variables in variables, in any order and any case', () => {
    expect(
      valuesOf([
        variable('url', 'https://$(HOST)/$(path)'),
        variable('path', 'a/$(name)'),
        variable('name', 'b'),
        variable('host', 'server'),
      ]),
    ).toEqual(['https://server/a/b', 'a/b', 'b', 'server']);
  });

  it('leaves what is not there', () => {
    expect(
      valuesOf([variable('a', '$(nothere) $(b)'), variable('b', '1')]),
    ).toEqual(['$(nothere) 1', '1']);
  });

  it('leaves variables that need themselves, and says so', () => {
    const variables = [
      variable('self', 'x$(self)'),
      variable('a', '$(b)'),
      variable('b', '$(c) $(A)'),
      variable('c', 'fine'),
      variable('outside', '$(c) $(a)'),
    ];
    const expanded = expandVariables(variables);
    expect(expanded.variables).toEqual(variables);
    expect(expanded.warnings).toEqual(
      ['self', 'a', 'b', 'outside'].map(
        name =>
          `The variable '${name}' is not expanded: it needs its own value.`,
      ),
    );
  });

  it('makes a secret of what holds one', () => {
    const { variables } = expandVariables([
      variable('token', 's3cret', true),
      variable('header', 'Bearer $(token)'),
      variable('request', '-H $(header)'),
      variable('other', 'x'),
    ]);
    expect(variables.map(({ isSecret }) => isSecret)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('follows fifty variables, and no more', () => {
    const { variables, warnings } = expandVariables(
      chain(52, previous => previous),
    );
    expect(variables[49]?.value).toBe('x');
    expect(variables[50]?.value).toBe('$(v49)');
    expect(warnings).toEqual([
      "The variable 'v50' is not expanded: variables are inside one another more than 50 times.",
      "The variable 'v51' is not expanded: variables are inside one another more than 50 times.",
    ]);
    expect(valuesOf(chain(52, previous => previous).reverse())[0]).toBe(
      '$(v50)',
    );
  });

  it('does not let values grow without an end', () => {
    const { warnings } = expandVariables(
      chain(50, previous => previous.repeat(10)),
    );
    expect(warnings[0]).toMatch(
      /values of all variables together are longer than/,
    );
  });

  it('does not take long for many variables that need each other', () => {
    const names = Array.from({ length: 300 }, (_, index) => `$(n${index})`);
    const variables = names.map((_, index) =>
      variable(`n${index}`, names.join('')),
    );
    expect(expandVariables(variables).warnings).toHaveLength(300);
  });

  it('knows no variables that nobody defined', () => {
    expect(valuesOf([variable('a', '$(__proto__)$(constructor)')])).toEqual([
      '$(__proto__)$(constructor)',
    ]);
    expect(
      valuesOf([variable('__proto__', '1'), variable('a', '$(__proto__)')]),
    ).toEqual(['1', '1']);
  });
});
