const marks = ['ci', 'azurepipelines', 'azpipelines', 'azp'].flatMap(name => [
  `[skip ${name}]`,
  `[${name} skip]`,
]);

/**
 * Whether a commit message asks for no run.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/repos/azure-repos-git (skipping CI for individual pushes);
 * that case does not matter is an assumption.
 */
export function skipsIntegration(message: string): boolean {
  const text = message.toLowerCase();
  return (
    marks.some(mark => text.includes(mark)) ||
    text.includes('***no_ci***') ||
    /skip-checks:\s?true/.test(text)
  );
}
