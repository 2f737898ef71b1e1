import {
  keyOfResource,
  type ResourceChange,
  type ResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';

/** When a call was made, and when it had its answer. */
export interface CallTime {
  readonly start: number;
  readonly end: number;
}

/** Calls that one change of a kind takes one after another. */
export type CallsPerKind = ReadonlyMap<ResourceKind, number>;

type DependentChange = Pick<
  ResourceChange,
  'kind' | 'name' | 'action' | 'dependsOn'
>;

/** The longest way through a plan. */
export interface LongestChain {
  /** Calls that no concurrency can overlap. */
  readonly calls: number;
  /** The kinds on the way, first the one that waits for nothing. */
  readonly kinds: readonly ResourceKind[];
}

/**
 * Length of the longest row of calls in which each was made only after the
 * answer to the one before.
 */
export function countSequentialCalls(calls: readonly CallTime[]): number {
  const byEnd = [...calls].sort((one, other) => one.end - other.end);
  let length = 0;
  let lastEnd = -Infinity;
  // Whichever call ends first leaves the most room for others after it.
  for (const { start, end } of byEnd) {
    if (start >= lastEnd) {
      length += 1;
      lastEnd = end;
    }
  }
  return length;
}

/**
 * The longest way along `dependsOn`, where each change that writes counts as
 * many calls as its kind takes.
 *
 * @throws Error when the plan changes a kind whose number of calls is not given
 */
export function findLongestChain(
  changes: readonly DependentChange[],
  callsPerKind: CallsPerKind,
): LongestChain {
  const byKey = new Map(changes.map(change => [keyOfResource(change), change]));
  const found = new Map<string, LongestChain>();
  const chainTo = (change: DependentChange): LongestChain => {
    const key = keyOfResource(change);
    const known = found.get(key);
    if (known !== undefined) {
      return known;
    }
    const before = longest(
      change.dependsOn.flatMap(reference => {
        const dependency = byKey.get(keyOfResource(reference));
        return dependency === undefined ? [] : [chainTo(dependency)];
      }),
    );
    const chain = extend(before, change, callsPerKind);
    found.set(key, chain);
    return chain;
  };
  return longest(changes.map(chainTo));
}

function extend(
  before: LongestChain,
  change: DependentChange,
  callsPerKind: CallsPerKind,
): LongestChain {
  if (change.action === 'unchanged') {
    return before;
  }
  const own = callsPerKind.get(change.kind);
  if (own === undefined) {
    throw new Error(
      `The plan changes ${change.kind} ${change.name}, but how many calls that takes has not been measured`,
    );
  }
  return {
    calls: before.calls + own,
    kinds: [...before.kinds, change.kind],
  };
}

function longest(chains: readonly LongestChain[]): LongestChain {
  return chains.reduce<LongestChain>(
    (best, chain) => (chain.calls > best.calls ? chain : best),
    { calls: 0, kinds: [] },
  );
}
