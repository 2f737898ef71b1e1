import { entitlementInvalid } from '../../errors/identityErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, JsonObject, text } from '../../server/JsonBody';
import { PatchOperation } from '../../server/jsonPatch';
import { AccountLicense } from '../../store/identityRecords';
import { UserRecord } from '../../store/records';
import { entitlementOf, licenseNames, putEntitlement } from './entitlements';
import {
  addProjectEntitlement,
  removeProjectEntitlement,
} from './projectEntitlements';

/** The licence that an access level names; undefined if it names none. */
export function readLicense(
  level: JsonObject | undefined,
): AccountLicense | undefined {
  const wanted = level && text(level, 'accountLicenseType');
  if (wanted === undefined) {
    return undefined;
  }
  const known = Object.keys(licenseNames) as AccountLicense[];
  const license = known.find(
    name => name.toLowerCase() === wanted.toLowerCase(),
  );
  if (!license) {
    throw entitlementInvalid(
      `The accountLicenseType '${wanted}' is none of ${known.join(', ')}.`,
    );
  }
  return license;
}

function objectValue({ path, value }: PatchOperation): JsonObject {
  if (!isJsonObject(value)) {
    throw entitlementInvalid(`The value of '${path}' is not an object.`);
  }
  return value;
}

function changeProjects(
  request: ApiRequest,
  user: UserRecord,
  operation: PatchOperation,
): void {
  const projectId = /^\/projectEntitlements\/([^/]+)/i.exec(
    operation.path,
  )?.[1];
  if (operation.op === 'remove') {
    removeProjectEntitlement(
      request,
      user,
      request.findProject(projectId ?? '').id,
    );
    return;
  }
  const value = objectValue(operation);
  addProjectEntitlement(
    request,
    user,
    projectId === undefined
      ? value
      : { projectRef: { id: projectId }, group: value },
  );
}

/** Carries out one operation of a JSON patch on what somebody may use. */
export function changeEntitlement(
  request: ApiRequest,
  user: UserRecord,
  operation: PatchOperation,
): void {
  const { op, path } = operation;
  if (/^\/accessLevel$/i.test(path) && op !== 'remove') {
    const license = readLicense(objectValue(operation));
    const current = entitlementOf(request, user);
    putEntitlement(request, {
      ...current,
      license: license ?? current.license,
    });
    return;
  }
  if (/^\/projectEntitlements(\/|$)/i.test(path)) {
    changeProjects(request, user, operation);
    return;
  }
  throw entitlementInvalid(
    `The operation '${op}' on '${path}' is not simulated; /accessLevel and /projectEntitlements can be changed.`,
  );
}
