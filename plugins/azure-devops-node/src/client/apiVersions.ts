/**
 * Versions of the REST API that the calls are made with: the ones of
 * Microsoft's specification 7.1, where some areas exist as preview only.
 */
export const API_VERSION = '7.1';
export const CHECKS_API_VERSION = '7.1-preview.1';
export const PIPELINE_PERMISSIONS_API_VERSION = '7.1-preview.1';
export const BUILD_FOLDERS_API_VERSION = '7.1-preview.2';
export const GRAPH_API_VERSION = '7.1-preview.1';
export const SECURITY_ROLES_API_VERSION = '7.1-preview.1';

/** The same in version 7.0, which is the newest that Azure DevOps Server 2022 knows. */
export function olderVersionOf(apiVersion: string): string {
  return apiVersion.replace(/^7\.1/, '7.0');
}
