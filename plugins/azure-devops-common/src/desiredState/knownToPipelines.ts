import type { KnownNames } from '../pipelineReferences/PipelineReferences';
import type { CheckedResource } from '../resources/protectedResource';
import { resourcesOfEnvironment } from './assembleEnvironment';
import type { Checked } from './Checked';
import type { EnvironmentConfiguration } from './environmentConfigurationSchema';

const FILE_OF_ENVIRONMENT = /(?:^|\/)environment_([^/]+)\/[^/]+$/;

/** What the configuration defines, as far as reading the YAML of pipelines goes. */
export function knownToPipelines(
  environments: readonly Checked<EnvironmentConfiguration>[],
): {
  readonly known: KnownNames;
  /** The names in `environment_<name>`, which is what pipelines call environments. */
  readonly environments: readonly string[];
} {
  const resources = environments.flatMap(({ configuration }) =>
    Object.values(resourcesOfEnvironment(configuration)).flat(),
  );
  const ofKind = (kind: CheckedResource['kind']) =>
    resources.filter(of => of.kind === kind).map(({ name }) => name);
  return {
    known: {
      environment: ofKind('environment'),
      'service-connection': ofKind('service-connection'),
      'variable-group': ofKind('variable-group'),
    },
    environments: environments.flatMap(
      ({ file }) => FILE_OF_ENVIRONMENT.exec(file)?.[1] ?? [],
    ),
  };
}
