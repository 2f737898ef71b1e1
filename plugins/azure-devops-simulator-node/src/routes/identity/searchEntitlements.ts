import { entitlementInvalid } from '../../errors/identityErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { UserRecord } from '../../store/records';
import { entitlementOf, licenseNames } from './entitlements';
import { entitlementWire } from './entitlementWire';
import { usersOf } from './subjects';

const pageSize = 100;

/** Conditions of the filter that a person has to meet; `name eq 'dana' and licenseId eq 'Account-Express'`. */
function readFilter(
  request: ApiRequest,
): readonly ((user: UserRecord) => boolean)[] {
  const filter = request.query('$filter');
  const conditions = filter === undefined ? [] : filter.split(/\s+and\s+/i);
  return conditions.map(condition => {
    const [, field, value] =
      /^\s*(\w+)\s+eq\s+'([^']*)'\s*$/i.exec(condition) ?? [];
    const wanted = (value ?? '').toLowerCase();
    switch (field?.toLowerCase()) {
      case 'name':
        return user =>
          user.displayName.toLowerCase().includes(wanted) ||
          user.mail.toLowerCase().includes(wanted);
      case 'licenseid':
        return user =>
          `account-${entitlementOf(request, user).license}`.toLowerCase() ===
          wanted;
      case 'licensestatus':
        return () => wanted === 'active';
      default:
        throw entitlementInvalid(
          `The condition '${condition}' of $filter is not simulated; name, licenseId and licenseStatus can be compared with eq.`,
        );
    }
  });
}

function inOrder(
  request: ApiRequest,
  users: readonly UserRecord[],
): readonly UserRecord[] {
  const order = (request.query('$orderBy') ?? '').trim().toLowerCase();
  const sorted = [...users].sort((a, b) =>
    a.displayName.localeCompare(b.displayName),
  );
  switch (order) {
    case '':
      return users;
    case 'name':
    case 'name asc':
    case 'name ascending':
      return sorted;
    case 'name desc':
    case 'name descending':
      return sorted.reverse();
    default:
      throw entitlementInvalid(
        `The order '${order}' of $orderBy is not simulated; name ascending and name descending are.`,
      );
  }
}

/** People of the organization, a page at a time; the token for the next is in the body, empty on the last page. */
export function searchEntitlements(request: ApiRequest) {
  const conditions = readFilter(request);
  const users = inOrder(
    request,
    usersOf(request).filter(user => conditions.every(holds => holds(user))),
  );
  const token = request.query('continuationToken');
  const start = Number(token ?? request.queryNumber('skip') ?? 0);
  if (!Number.isInteger(start) || start < 0) {
    throw invalidArgument(
      `The continuation token '${token}' is not one that this service gave out.`,
    );
  }
  const end = start + (request.queryNumber('top') ?? pageSize);
  const withProjects = request
    .queryList('select')
    .some(part => part.toLowerCase() === 'projects');
  const entitlements = users
    .slice(start, end)
    .map(user => entitlementWire(request, user, withProjects));
  return json({
    members: entitlements,
    continuationToken: end < users.length ? String(end) : '',
    totalCount: users.length,
    items: entitlements,
  });
}

/** How many people have which licence. */
export function summarizeEntitlements(
  request: ApiRequest,
  defaultAccessLevel: unknown,
) {
  const used = usersOf(request).map(
    user => entitlementOf(request, user).license,
  );
  return {
    licenses: [...new Set(used)].map(license => ({
      licenseName: licenseNames[license],
      accountLicenseType: license,
      msdnLicenseType: 'none',
      source: 'account',
      isPurchasable: license === 'express',
      assigned: used.filter(other => other === license).length,
      available: 0,
      disabled: 0,
      includedQuantity: 0,
      total: used.filter(other => other === license).length,
    })),
    availableAccessLevels: [defaultAccessLevel],
    defaultAccessLevel,
    projectRefs: request.store
      .list('project', request.organization.name)
      .map(({ id, name }) => ({ id, name })),
    groupOptions: [],
  };
}
