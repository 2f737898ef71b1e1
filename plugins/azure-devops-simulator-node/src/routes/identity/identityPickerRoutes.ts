import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, items, text, wholeNumber } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { isUser, Subject } from '../../wire/graphWire';
import { tenantId } from '../../wire/identityRef';
import { groupsOf, usersOf } from './subjects';

const mostResults = 40;

function entryOf(subject: Subject) {
  const common = {
    subjectDescriptor: subject.descriptor,
    localDirectory: 'vsd',
    localId: subject.id,
    active: true,
  };
  return isUser(subject)
    ? {
        ...common,
        entityId: `vss.ds.v1.aad.user.${subject.entraId.replace(/-/g, '')}`,
        entityType: 'User',
        originDirectory: 'aad',
        originId: subject.entraId,
        displayName: subject.displayName,
        scopeName: tenantId,
        samAccountName: subject.mail,
        mail: subject.mail,
        signInAddress: subject.mail,
      }
    : {
        ...common,
        entityId: `vss.ds.v1.ims.group.${subject.id.replace(/-/g, '')}`,
        entityType: 'Group',
        originDirectory: 'vsd',
        originId: subject.id,
        displayName: subject.principalName,
        scopeName: subject.principalName.replace(/^\[(.*)\]\\.*$/, '$1'),
        samAccountName: subject.name,
        description: subject.description,
      };
}

/** The names under which the picker finds somebody. */
function namesOf(subject: Subject): readonly string[] {
  return isUser(subject)
    ? [subject.displayName, subject.mail]
    : [subject.name, subject.principalName];
}

/** Users and groups by the start of a name, several of them with semicolons in between. */
function pick(request: ApiRequest) {
  const body = request.objectBody();
  const kinds = (items(body, 'identityTypes') ?? ['user', 'group']).map(kind =>
    String(kind).toLowerCase(),
  );
  const most =
    wholeNumber(child(body, 'options') ?? {}, 'MaxResults') ?? mostResults;
  const subjects: readonly Subject[] = [
    ...(kinds.includes('user') ? usersOf(request) : []),
    ...(kinds.includes('group') ? groupsOf(request) : []),
  ];
  const tokens = (text(body, 'query') ?? '')
    .split(';')
    .map(token => token.trim())
    .filter(Boolean);
  const results = tokens.map(queryToken => ({
    queryToken,
    identities: subjects
      .filter(subject =>
        namesOf(subject).some(name =>
          name.toLowerCase().startsWith(queryToken.toLowerCase()),
        ),
      )
      .slice(0, most)
      .map(entryOf),
    pagingToken: '',
  }));
  return json({ results });
}

/** The search behind the fields in which people are chosen; it is in no published specification. */
export const identityPickerRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '_apis/IdentityPicker/Identities',
    preview: true,
    reads: true,
    handle: pick,
  },
];
