import { ApiRequest } from '../../server/ApiRequest';
import { AccountLicense, EntitlementRecord } from '../../store/identityRecords';
import { UserRecord } from '../../store/records';

/** What an organization gives to people unless it says otherwise. */
export const usualLicense: AccountLicense = 'express';

/** The names of the licences as people know them. */
export const licenseNames: Readonly<Record<AccountLicense, string>> = {
  advanced: 'Basic + Test Plans',
  earlyAdopter: 'Early Adopter',
  express: 'Basic',
  none: 'None',
  professional: 'Professional',
  stakeholder: 'Stakeholder',
};

type Place = Pick<ApiRequest, 'store' | 'organization'>;

const idOf = ({ organization }: Place, userId: string) =>
  `${organization.name}:${userId}`;

/** What somebody may use in the organization; people of the seed have the usual licence. */
export function entitlementOf(
  place: Place,
  user: UserRecord,
): EntitlementRecord {
  const id = idOf(place, user.id);
  return (
    place.store.get('entitlement', id) ?? {
      id,
      organization: place.organization.name,
      userId: user.id,
      license: usualLicense,
      createdOn: '2024-01-01T00:00:00.000Z',
    }
  );
}

/** Whether somebody has been removed from the organization. */
export function isRemoved(place: Place, userId: string): boolean {
  return (
    place.store.get('entitlement', idOf(place, userId))?.isRemoved === true
  );
}

export function putEntitlement(place: Place, record: EntitlementRecord): void {
  place.store.put('entitlement', record, { scope: record.organization });
}
