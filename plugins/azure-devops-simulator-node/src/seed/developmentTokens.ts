/**
 * Fixed tokens of the default seed, for development and tests. They open
 * nothing but a simulator that somebody started on this machine.
 */
export const developmentToken = 'azure-devops-simulator-development-token';

/** May read, but not write. */
export const readOnlyToken = 'azure-devops-simulator-read-only-token';

/** Was valid once. */
export const expiredToken = 'azure-devops-simulator-expired-token';

/** A token of the second user, who approves. */
export const approverToken = 'azure-devops-simulator-approver-token';
