import { readYaml, templateFile } from '../__testUtils__/examples';
import { choosePairwise } from './pairwise';
import {
  listCombinations,
  nameCombination,
  readOffer,
  type Combination,
} from './templateOptions';

async function combinationsOfForm(): Promise<readonly Combination[]> {
  const { spec } = await readYaml<{ spec: { parameters: [] } }>(templateFile);
  return listCombinations(readOffer(spec.parameters));
}

describe('the combinations of the options', () => {
  it('are the full product of what the form offers, with a compute only where something is online', async () => {
    const combinations = await combinationsOfForm();
    // 3 levels, 3 problems, 2 back ends; and 2 servings without a compute, 2 with one of two.
    expect(combinations).toHaveLength(3 * 3 * 2 * (2 + 2 * 2));
    for (const { serving, onlineCompute } of combinations) {
      expect(onlineCompute !== undefined).toBe(
        ['online', 'both'].includes(serving),
      );
    }
  });

  it('have names of their own', async () => {
    const names = (await combinationsOfForm()).map(nameCombination);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('2-regression-both-kubernetes-azureml');
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9-]+$/);
    }
  });

  it('take few projects to try every pair', async () => {
    const chosen = choosePairwise(await combinationsOfForm());
    expect(chosen.length).toBeLessThanOrEqual(16);
  });

  it('cannot be listed for a form that no longer asks for one of them', () => {
    expect(() =>
      listCombinations(readOffer([{ properties: { level: { enum: [1] } } }])),
    ).toThrow(
      'The form has no field problemType with values to choose from; it has level.',
    );
  });
});
