import { SimulatorEnvironment } from '../server/Environment';
import { Store } from '../store/Store';
import { BuildRecord, VariableValue } from '../store/records';
import { suitesOf } from './checks/checkSuites';
import { predefinedVariables } from './predefinedVariables';
import { RunState } from './RunState';

type Basis = Pick<SimulatorEnvironment, 'store' | 'serverUrl'>;

/** Variables of every group of a project, by lower-case name. */
export function groupsOf(
  store: Store,
  build: Pick<BuildRecord, 'organization' | 'projectId'>,
): ReadonlyMap<string, Readonly<Record<string, VariableValue>>> {
  return new Map(
    store.list('variableGroup', build.organization).flatMap(group => {
      const reference = group.projects.find(
        ({ projectId }) => projectId === build.projectId,
      );
      return reference
        ? [[reference.name.toLowerCase(), group.variables] as const]
        : [];
    }),
  );
}

/** Reads what decides how a run goes on; undefined for a run that was never compiled, or that is gone. */
export function loadRunState(
  environment: Basis,
  buildId: string,
): RunState | undefined {
  const { store } = environment;
  const build = store.get('build', buildId);
  const plan = store.get('runPlan', buildId);
  const definition = build && store.get('definition', build.definitionId);
  if (!build || !plan || !definition) {
    return undefined;
  }
  const records = store.list('timelineRecord', buildId);
  return {
    build,
    plan,
    records,
    suites: suitesOf(store, build, records),
    layers: {
      definition: definition.variables,
      queueTime: build.variables,
      groups: groupsOf(store, build),
      predefined: predefinedVariables(environment, { build, definition, plan }),
    },
  };
}
