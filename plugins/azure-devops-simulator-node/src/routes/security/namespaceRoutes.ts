import { invalidArgument } from '../../errors/requestErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  isJsonObject,
  items,
  text,
  truth,
  wholeNumber,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { namespaceById } from './accessControl';
import { isAllowed } from './evaluatePermissions';
import { SecurityNamespace, securityNamespaces } from './securityNamespaces';

const everyNamespace = '00000000-0000-0000-0000-000000000000';

function namespaceWire(namespace: SecurityNamespace) {
  return {
    namespaceId: namespace.id,
    name: namespace.name,
    displayName: namespace.name,
    separatorValue: namespace.separator,
    elementLength: -1,
    writePermission: namespace.write,
    readPermission: namespace.read,
    dataspaceCategory: namespace.category,
    actions: namespace.actions.map(([bit, name]) => ({
      bit,
      name,
      displayName: name,
      namespaceId: namespace.id,
    })),
    structureValue: namespace.structure,
    extensionType: namespace.extension ?? null,
    isRemotable: false,
    useTokenTranslator: false,
    systemBitMask: 0,
  };
}

function readNamespaces(request: ApiRequest) {
  const id = request.parameter('namespaceId');
  const found =
    id === '' || id === everyNamespace
      ? securityNamespaces
      : [namespaceById(id)];
  return list(found.map(namespaceWire));
}

/** Answers many questions about the caller's permissions at once. */
function evaluateMany(request: ApiRequest) {
  const body = request.objectBody();
  const isAdministratorAllowed =
    truth(body, 'alwaysAllowAdministrators') ?? false;
  const evaluations = (items(body, 'evaluations') ?? []).map(value => {
    if (!isJsonObject(value)) {
      throw invalidArgument('Every evaluation is an object.');
    }
    const namespace = namespaceById(text(value, 'securityNamespaceId') ?? '');
    const token = text(value, 'token') ?? '';
    const bits = wholeNumber(value, 'permissions') ?? 0;
    return {
      securityNamespaceId: namespace.id,
      token,
      permissions: bits,
      value: isAllowed(request, {
        namespace,
        token,
        bits,
        isAdministratorAllowed,
      }),
    };
  });
  return json({
    alwaysAllowAdministrators: isAdministratorAllowed,
    evaluations,
  });
}

/** What can be secured, and questions about it. */
export const namespaceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '_apis/securitynamespaces[/{namespaceId}]',
    handle: readNamespaces,
  },
  {
    method: 'POST',
    path: '_apis/security/permissionevaluationbatch',
    reads: true,
    handle: evaluateMany,
  },
];
