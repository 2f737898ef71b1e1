/** Rule: yaml-schema, stages.stage and jobs.job, their identifiers. */
export function isValidIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
