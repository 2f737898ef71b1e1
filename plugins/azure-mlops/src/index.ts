/**
 * Form fields for templates that create machine-learning projects in Azure DevOps.
 *
 * @packageDocumentation
 */

// The one default export of this repository that is allowed: the portal finds plugins
// by the default export of their package entry (`app.packages: all`).
export { azureMlopsPlugin as default } from './azureMlopsPlugin';
