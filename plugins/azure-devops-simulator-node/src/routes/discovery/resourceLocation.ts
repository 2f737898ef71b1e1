/** Where a resource is, in the form that clients read from `OPTIONS _apis`. The ids are Azure DevOps' own. */
export interface ResourceLocation {
  readonly id: string;
  readonly area: string;
  readonly resourceName: string;
  readonly routeTemplate: string;
  readonly resourceVersion: number;
  readonly minVersion: string;
  readonly maxVersion: string;
  readonly releasedVersion: string;
}

/** A location of the API versions that the simulator serves. */
export const resourceLocation = (
  id: string,
  area: string,
  resourceName: string,
  routeTemplate: string,
  versions: { readonly resource: number; readonly released: string },
): ResourceLocation => ({
  id,
  area,
  resourceName,
  routeTemplate,
  resourceVersion: versions.resource,
  minVersion: '5.0',
  maxVersion: '7.2',
  releasedVersion: versions.released,
});
