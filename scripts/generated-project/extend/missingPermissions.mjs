// @ts-check

/** Works in one environment alone, whatever others there are. */
const TRAINING = 'azure_pipelines/training.yml';

/**
 * What a new environment lacks of the permissions that another one has: whoever starts a pipeline for
 * it would wait for them. The environment that models are trained in has those of the training alone.
 *
 * @param {{
 *   permissions: { name: string, pipelines: string[] }[],
 *   pipelines: { name: string, file: string }[],
 *   model: string,
 *   name: string,
 * }} options
 * @returns {string[]} complaints
 */
export function missingPermissions({ permissions, pipelines, model, name }) {
  const training = pipelines.find(({ file }) => file === TRAINING)?.name;
  const permitted = new Map(
    permissions.map(each => [each.name, each.pipelines]),
  );
  const ofModel = permissions.filter(each => each.name.endsWith(`-${model}`));
  const expected = ofModel.flatMap(each =>
    each.pipelines
      .filter(pipeline => pipeline !== training)
      .map(pipeline => ({
        pipeline,
        resource: each.name.slice(0, -model.length) + name,
      })),
  );
  if (expected.length === 0) {
    return [`no pipeline is permitted what ${model} has`];
  }
  return expected
    .filter(
      ({ pipeline, resource }) => !permitted.get(resource)?.includes(pipeline),
    )
    .map(
      ({ pipeline, resource }) => `${pipeline} is not permitted ${resource}`,
    );
}
