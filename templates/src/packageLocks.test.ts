import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { skeletonFolder } from './__testUtils__/overlays';

const LOCKS = [
  'requirements.lock',
  'operation/execution/environments/training/requirements.lock',
];

/** The locked packages, with their versions, and with the markers that say where each is for. */
async function readPackages(overlay: string, lock: string) {
  const text = await fileSystem.readFile(
    path.join(skeletonFolder, overlay, lock),
    'utf8',
  );
  expect(text).not.toContain('://');
  return new Map(
    [...text.matchAll(/^([a-z0-9][\w.-]*)==(\S+)/gm)].map(
      ([, name, version]) => [name, version],
    ),
  );
}

describe.each(LOCKS)('%s', lock => {
  it('has the same versions for every problem', async () => {
    const tabular = await readPackages('problem-tabular', lock);
    const forecasting = await readPackages('problem-forecasting', lock);
    expect(tabular.size).toBeGreaterThan(20);
    for (const [name, version] of tabular) {
      expect([name, forecasting.get(name)]).toEqual([name, version]);
    }
  });

  it('has what the sample series comes from where a series is forecast, and nowhere else', async () => {
    const names = async (overlay: string) => [
      ...(await readPackages(overlay, lock)).keys(),
    ];
    const source = ['statsmodels', 'patsy'];
    expect(await names('problem-forecasting')).toEqual(
      expect.arrayContaining(source),
    );
    expect(
      (await names('problem-tabular')).filter(name => source.includes(name)),
    ).toEqual([]);
  });
});
