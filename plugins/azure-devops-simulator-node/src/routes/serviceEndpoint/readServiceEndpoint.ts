import {
  serviceEndpointExists,
  serviceEndpointInvalid,
  serviceEndpointTypeUnknown,
} from '../../errors/serviceEndpointErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
} from '../../server/JsonBody';
import {
  ServiceEndpointRecord,
  ServiceEndpointReference,
} from '../../store/ServiceEndpointRecord';
import { nameProblem } from '../nameRules';
import {
  EndpointScheme,
  findEndpointScheme,
  isSecretParameter,
} from './endpointTypes';

type Parameters = Readonly<Record<string, string | null>>;

const federation = 'WorkloadIdentityFederation';

/** One entry of `serviceEndpointProjectReferences`. */
function readReference(
  request: ApiRequest,
  value: unknown,
  fallback: JsonObject,
): ServiceEndpointReference {
  if (!isJsonObject(value)) {
    throw serviceEndpointInvalid(
      'A reference of the service connection to a project is not an object.',
    );
  }
  const project = child(value, 'projectReference') ?? {};
  const nameOrId = text(project, 'id') ?? text(project, 'name');
  if (!nameOrId) {
    throw serviceEndpointInvalid(
      'A reference of the service connection names no project: projectReference.id is empty.',
    );
  }
  return {
    projectId: request.findProject(nameOrId).id,
    name: text(value, 'name') ?? text(fallback, 'name') ?? '',
    description:
      text(value, 'description') ?? text(fallback, 'description') ?? '',
  };
}

/** The projects that see the service connection, with its name in each. */
export function readReferences(
  request: ApiRequest,
  values: readonly unknown[],
  fallback: JsonObject = {},
): readonly ServiceEndpointReference[] {
  if (values.length === 0) {
    throw serviceEndpointInvalid(
      'The service connection names no project: serviceEndpointProjectReferences is empty.',
    );
  }
  return values.map(value => readReference(request, value, fallback));
}

/** Refuses names that cannot be used, or that another service connection of the project has. */
export function checkEndpointNames(
  request: ApiRequest,
  references: readonly ServiceEndpointReference[],
  ownId?: string,
): void {
  const others = request.store
    .list('serviceEndpoint', request.organization.name)
    .filter(other => other.id !== ownId)
    .flatMap(other => other.projects);
  for (const { projectId, name } of references) {
    const problem = nameProblem('serviceConnection', name);
    if (problem) {
      throw serviceEndpointInvalid(
        `The service connection name '${name}' cannot be used: ${problem}.`,
      );
    }
    const isTaken = others.some(
      other =>
        other.projectId === projectId &&
        other.name.toLowerCase() === name.toLowerCase(),
    );
    if (isTaken) {
      throw serviceEndpointExists(name);
    }
  }
}

function readTexts(body: JsonObject, name: string): Parameters {
  const object = child(body, name) ?? {};
  return Object.fromEntries(
    Object.keys(object).map(key => [key, text(object, key) ?? null]),
  );
}

function valueOf(values: Parameters, name: string): string | null | undefined {
  const key = Object.keys(values).find(
    candidate => candidate.toLowerCase() === name.toLowerCase(),
  );
  return key === undefined ? undefined : values[key];
}

function requireFields(fields: readonly string[], given: Parameters): void {
  const missing = fields.filter(name => !valueOf(given, name));
  if (missing.length > 0) {
    throw serviceEndpointInvalid(
      `These fields of the service connection are missing: ${missing.join(
        ', ',
      )}.`,
    );
  }
}

function checkAzureData(data: Parameters): void {
  // Subscription is the scope unless another one is named.
  switch ((valueOf(data, 'scopeLevel') ?? 'Subscription').toLowerCase()) {
    case 'subscription':
      return requireFields(['subscriptionId', 'subscriptionName'], data);
    case 'managementgroup':
      return requireFields(['managementGroupId', 'managementGroupName'], data);
    case 'azuremlworkspace':
      return requireFields(
        ['subscriptionId', 'mlWorkspaceName', 'mlWorkspaceLocation'],
        data,
      );
    default:
      throw serviceEndpointInvalid(
        `data.scopeLevel is '${valueOf(
          data,
          'scopeLevel',
        )}'; Subscription, ManagementGroup and AzureMLWorkspace are known.`,
      );
  }
}

/** Whether the service makes the service principal itself. */
function isAutomatic(scheme: EndpointScheme, data: Parameters): boolean {
  const mode = valueOf(data, 'creationMode');
  if (mode && !['automatic', 'manual'].includes(mode.toLowerCase())) {
    throw serviceEndpointInvalid(
      `data.creationMode is '${mode}'; Automatic and Manual are known.`,
    );
  }
  return (
    mode?.toLowerCase() === 'automatic' &&
    scheme.required.includes('serviceprincipalid')
  );
}

/** A secret that was given becomes null; one that is left out stays as it was. */
function withoutSecrets(given: Parameters, previous: Parameters): Parameters {
  const kept = Object.keys(previous).filter(isSecretParameter);
  return Object.fromEntries([
    ...kept.map(name => [name, null] as const),
    ...Object.entries(given).map(
      ([name, value]) =>
        [name, isSecretParameter(name) ? null : value] as const,
    ),
  ]);
}

interface Authorization {
  readonly scheme: EndpointScheme;
  readonly parameters: Parameters;
  readonly isAutomatic: boolean;
}

function readAuthorization(
  body: JsonObject,
  data: Parameters,
  previous?: ServiceEndpointRecord,
): Authorization & { readonly type: string; readonly url: string } {
  const authorization = child(body, 'authorization') ?? {};
  const type = text(body, 'type') ?? '';
  const schemeName = text(authorization, 'scheme') ?? '';
  const known = findEndpointScheme(type, schemeName);
  if (!known) {
    throw serviceEndpointTypeUnknown(type, schemeName);
  }
  const given = readTexts(authorization, 'parameters');
  const automatic = isAutomatic(known.scheme, data);
  requireFields(
    known.scheme.required.filter(
      name => !automatic || name !== 'serviceprincipalid',
    ),
    given,
  );
  const needsKey =
    known.scheme.scheme === 'ServicePrincipal' && !automatic && !previous;
  const hasKey = known.scheme.secrets.some(name => valueOf(given, name));
  if (needsKey && !hasKey) {
    requireFields(['serviceprincipalkey'], given);
  }
  if (known.type.name === 'azurerm') {
    checkAzureData(data);
  }
  const url = text(body, 'url') ?? known.type.defaultUrl;
  if (!url || !URL.canParse(url)) {
    throw serviceEndpointInvalid(
      `The url of the service connection is '${
        url ?? ''
      }'; an absolute address is expected.`,
    );
  }
  return {
    type,
    url,
    scheme: known.scheme,
    isAutomatic: automatic,
    parameters: withoutSecrets(
      given,
      previous?.scheme === known.scheme.scheme ? previous.parameters : {},
    ),
  };
}

/**
 * What the service adds to a federated connection: whom Microsoft Entra ID has
 * to trust. Connections made since 2025 get an issuer of Microsoft Entra ID
 * with an opaque subject; the simulator keeps to the readable older form.
 */
function federationParameters(
  request: ApiRequest,
  reference: ServiceEndpointReference,
): Parameters {
  const project = request.findProject(reference.projectId);
  return {
    workloadIdentityFederationSubject: `sc://${request.organization.name}/${project.name}/${reference.name}`,
    workloadIdentityFederationIssuer: `https://vstoken.dev.azure.com/${request.organization.id}`,
  };
}

/** Reads a whole service connection: a new one, or all of one that is there. */
export function readServiceEndpoint(
  request: ApiRequest,
  body: JsonObject,
  previous?: ServiceEndpointRecord,
): ServiceEndpointRecord {
  const data = Object.fromEntries(
    Object.entries(readTexts(body, 'data')).map(([name, value]) => [
      name,
      value ?? '',
    ]),
  );
  const authorization = readAuthorization(body, data, previous);
  const references = readReferences(
    request,
    items(body, 'serviceEndpointProjectReferences') ?? [],
    body,
  );
  checkEndpointNames(request, references, previous?.id);
  const isFederated = authorization.scheme.scheme === federation;
  return {
    id: previous?.id ?? request.environment.random.uuid(),
    organization: request.organization.name,
    type: authorization.type,
    url: authorization.url,
    owner: text(body, 'owner')?.toLowerCase() ?? 'library',
    scheme: authorization.scheme.scheme,
    parameters: {
      ...authorization.parameters,
      ...(isFederated && federationParameters(request, references[0])),
    },
    data,
    operationState:
      authorization.isAutomatic && !previous ? 'InProgress' : 'Ready',
    projects: references,
    createdBy: previous?.createdBy ?? request.user.id,
    createdOn: previous?.createdOn ?? request.timestamp,
    modifiedBy: request.user.id,
    modifiedOn: request.timestamp,
  };
}
