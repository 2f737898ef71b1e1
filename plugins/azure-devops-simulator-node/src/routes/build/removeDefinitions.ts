import { removeRuns } from '../../runs/removeRun';
import { SimulatorEnvironment } from '../../server/Environment';
import {
  BuildRecord,
  DefinitionRecord,
  ProjectRecord,
} from '../../store/records';

/**
 * Removes pipelines of a project; pushes that wait for them and their runs go with them.
 *
 * @returns the runs, whose artifacts are still on the disk.
 */
export function removeDefinitions(
  environment: SimulatorEnvironment,
  project: ProjectRecord,
  definitions: readonly DefinitionRecord[],
): readonly BuildRecord[] {
  const { store } = environment;
  const ids = new Set(definitions.map(({ id }) => id));
  const isOfThem = ({ definitionId }: { readonly definitionId: string }) =>
    ids.has(definitionId);
  const builds = store.list('build', project.id).filter(isOfThem);
  store.transaction(() => {
    // First the pushes: the end of a run would start another one for them.
    store
      .list('batchedPush', project.id)
      .filter(isOfThem)
      .forEach(({ id }) => store.remove('batchedPush', id));
    removeRuns(environment, builds);
    ids.forEach(id => store.remove('definition', id));
  });
  return builds;
}
