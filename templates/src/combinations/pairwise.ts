/** A choice for each dimension; a dimension that does not apply is absent. */
type Choice = Readonly<Record<string, unknown>>;

/**
 * Few of the candidates that together hold every pair of values, of any two
 * dimensions, that at least one candidate holds. Since the candidates are the
 * valid choices alone, no rule about validity is needed here.
 *
 * Each round takes the candidate with the most pairs that are still missing,
 * the first of equals: the same candidates give the same answer.
 */
export function choosePairwise<Candidate extends Choice>(
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const missing = new Set(candidates.flatMap(pairsOf));
  const gainOf = (candidate: Candidate) =>
    pairsOf(candidate).filter(pair => missing.has(pair)).length;
  const chosen: Candidate[] = [];
  while (missing.size > 0) {
    const [best] = candidates
      .map(candidate => ({ candidate, gain: gainOf(candidate) }))
      .sort((one, other) => other.gain - one.gain);
    chosen.push(best.candidate);
    pairsOf(best.candidate).forEach(pair => missing.delete(pair));
  }
  return chosen;
}

/** Every pair of values that a choice holds, each as text. */
export function pairsOf(choice: Choice): readonly string[] {
  const values = Object.entries(choice)
    .filter(([, value]) => value !== undefined)
    .map(([dimension, value]) => `${dimension}=${value}`)
    .sort();
  return values.flatMap((one, index) =>
    values.slice(index + 1).map(other => `${one} ${other}`),
  );
}
