import { CompileProblems } from '../CompileProblems';
import { YamlPlace } from '../YamlTree';

/** A stage or a job in the graph of dependencies. */
export interface Dependent {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly place: YamlPlace;
}

/**
 * Tells of unknown names and of cycles.
 * Rule: process/stages and process/phases, dependencies.
 */
export function checkDependencies(
  nodes: readonly Dependent[],
  options: {
    readonly kind: 'Stage' | 'Job';
    /** Who must have something to start with: `The pipeline`, `Stage build`. */
    readonly owner: string;
    readonly ownerPlace: YamlPlace;
    readonly problems: CompileProblems;
  },
): void {
  const { kind, owner, ownerPlace, problems } = options;
  const known = new Map(nodes.map(node => [node.name.toLowerCase(), node]));
  if (known.size < nodes.length) {
    // Names that appear twice are told of already.
    return;
  }
  for (const node of nodes) {
    for (const name of node.dependsOn) {
      if (!known.has(name.toLowerCase())) {
        problems.report(
          node.place,
          `${kind} ${
            node.name
          } depends on unknown ${kind.toLowerCase()} ${name}.`,
        );
      }
    }
  }
  if (nodes.every(node => node.dependsOn.length > 0)) {
    problems.report(
      ownerPlace,
      `${owner} must contain at least one ${kind.toLowerCase()} with no dependencies.`,
    );
  }
  for (const node of cyclic(nodes, known)) {
    problems.report(
      node.place,
      `${kind} ${node.name} depends on itself, directly or through others.`,
    );
  }
}

/** Those that come back to themselves. */
function cyclic(
  nodes: readonly Dependent[],
  known: ReadonlyMap<string, Dependent>,
): readonly Dependent[] {
  const reach = (from: Dependent): boolean => {
    const seen = new Set<Dependent>();
    const open = [from];
    for (let node = open.pop(); node; node = open.pop()) {
      for (const name of node.dependsOn) {
        const next = known.get(name.toLowerCase());
        if (next === from) {
          return true;
        }
        if (next && !seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
      }
    }
    return false;
  };
  return nodes.filter(reach);
}
