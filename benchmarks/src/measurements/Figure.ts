/** One measured figure; with a goal, `holds` says whether it is reached. */
export interface Figure {
  /** What was measured, for example `3 environments, 5 pipelines, 80 ms`. */
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** As a person reads it, for example `≤ 1.5`. */
  readonly goal?: string;
  readonly holds?: boolean;
}

/** A figure that must not exceed a bound. */
export function atMost(figure: Figure, bound: number): Figure {
  return { ...figure, goal: `≤ ${bound}`, holds: figure.value <= bound };
}

/** A value with few enough digits to be read. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
