import { ContextFunction } from '../expressions/ExpressionContext';
import { RecordResult } from './combineResults';

/** A stage or job in the graph of what depends on what. */
export interface GraphNode {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly result?: RecordResult;
}

const folded = (name: string) => name.toLowerCase();

/** Everything that a node depends on, directly or through others. */
export function ancestorsOf(
  node: GraphNode,
  graph: readonly GraphNode[],
): readonly GraphNode[] {
  const byName = new Map(graph.map(other => [folded(other.name), other]));
  const found = new Map<string, GraphNode>();
  const visit = (current: GraphNode) => {
    for (const name of current.dependsOn) {
      const next = byName.get(folded(name));
      if (next && !found.has(folded(name))) {
        found.set(folded(name), next);
        visit(next);
      }
    }
  };
  visit(node);
  return [...found.values()];
}

const isGood = (node: GraphNode) =>
  node.result === 'succeeded' || node.result === 'succeededWithIssues';
const isBad = (node: GraphNode) =>
  node.result === 'failed' || node.result === 'abandoned';

/**
 * Status functions of a stage or job. Without names they look at everything
 * before it in the graph, not only at what it depends on directly.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/expressions#job-status-check-functions
 */
export function statusFunctions(options: {
  readonly node: GraphNode;
  readonly graph: readonly GraphNode[];
  readonly isCanceled: boolean;
}): Readonly<Record<string, ContextFunction>> {
  const { node, graph, isCanceled } = options;
  const ancestors = ancestorsOf(node, graph);
  const named = (names: readonly unknown[]) =>
    graph.filter(other =>
      names.some(name => folded(String(name)) === folded(other.name)),
    );
  return {
    always: () => true,
    canceled: () => isCanceled,
    succeeded: names =>
      !isCanceled &&
      (names.length > 0 ? named(names) : ancestors).every(isGood),
    failed: names => (names.length > 0 ? named(names) : ancestors).some(isBad),
    succeededOrFailed: names =>
      !isCanceled &&
      (names.length > 0 ? named(names) : ancestors).every(
        other => isGood(other) || isBad(other),
      ),
  };
}
