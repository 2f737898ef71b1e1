import type { PipelineToRead } from '../pipelineReferences/findPipelineReferences';
import type { ProjectConfiguration } from './projectConfigurationSchema';

/** The pipelines of a configuration, as far as reading their YAML goes. */
export function pipelinesToRead({
  pipelines,
}: ProjectConfiguration): readonly (PipelineToRead & {
  readonly name: string;
})[] {
  return pipelines.definitions.map(({ name, yaml, queue, variables }) => ({
    name,
    file: yaml,
    queue: queue ?? pipelines.queue,
    variables: Object.fromEntries(
      Object.entries(variables).map(([variable, value]) => [
        variable,
        typeof value === 'string' ? value : value.value,
      ]),
    ),
    settable: Object.keys(variables).filter(variable => {
      const value = variables[variable];
      return typeof value === 'object' && value.settable_at_queue_time;
    }),
  }));
}
