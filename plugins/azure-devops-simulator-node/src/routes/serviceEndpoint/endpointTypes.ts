/** What a scheme asks for when a service connection is made. */
export interface EndpointScheme {
  readonly scheme: string;
  readonly displayName: string;
  /** Parameters without which the service refuses the connection. */
  readonly required: readonly string[];
  readonly secrets: readonly string[];
  readonly optional: readonly string[];
}

export interface EndpointType {
  readonly name: string;
  readonly displayName: string;
  readonly defaultUrl?: string;
  readonly schemes: readonly EndpointScheme[];
}

const scheme = (
  name: string,
  displayName: string,
  parameters: Partial<
    Pick<EndpointScheme, 'required' | 'secrets' | 'optional'>
  > = {},
): EndpointScheme => ({
  scheme: name,
  displayName,
  required: [],
  secrets: [],
  optional: [],
  ...parameters,
});

const workloadIdentity = scheme(
  'WorkloadIdentityFederation',
  'Workload Identity Federation',
  { required: ['tenantid', 'serviceprincipalid'], optional: ['scope'] },
);
const servicePrincipal = scheme('ServicePrincipal', 'Service Principal', {
  required: ['tenantid', 'serviceprincipalid'],
  secrets: ['serviceprincipalkey', 'servicePrincipalCertificate'],
  optional: ['authenticationType', 'scope'],
});
const managedIdentity = scheme(
  'ManagedServiceIdentity',
  'Managed Identity Authentication',
  { required: ['tenantid'] },
);

/** The types that the simulator knows, a part of those of the service. */
export const endpointTypes: readonly EndpointType[] = [
  {
    name: 'azurerm',
    displayName: 'Azure Resource Manager',
    defaultUrl: 'https://management.azure.com/',
    schemes: [workloadIdentity, servicePrincipal, managedIdentity],
  },
  {
    name: 'dockerregistry',
    displayName: 'Docker Registry',
    schemes: [
      scheme('UsernamePassword', 'Basic Authentication', {
        required: ['username'],
        secrets: ['password'],
        optional: ['registry', 'email'],
      }),
      workloadIdentity,
      servicePrincipal,
      managedIdentity,
    ],
  },
  {
    name: 'generic',
    displayName: 'Generic',
    schemes: [
      scheme('UsernamePassword', 'Username and password', {
        secrets: ['password'],
        optional: ['username'],
      }),
      scheme('Token', 'Token Based Authentication', { secrets: ['apitoken'] }),
      scheme('None', 'No authentication'),
    ],
  },
];

/** Type and scheme by name, without regard to case. */
export function findEndpointScheme(
  type: string,
  schemeName: string,
):
  | { readonly type: EndpointType; readonly scheme: EndpointScheme }
  | undefined {
  const found = endpointTypes.find(
    candidate => candidate.name === type.toLowerCase(),
  );
  const foundScheme = found?.schemes.find(
    candidate => candidate.scheme.toLowerCase() === schemeName.toLowerCase(),
  );
  return found && foundScheme && { type: found, scheme: foundScheme };
}

const secretName =
  /(password|secret|token|key|certificate|credentials?|kubeconfig)$/i;

/** Whether a parameter must never be shown; unknown ones are judged by their name. */
export function isSecretParameter(name: string): boolean {
  return secretName.test(name);
}

function inputWire(
  id: string,
  options: { readonly isConfidential: boolean; readonly isRequired: boolean },
) {
  return {
    id,
    name: id,
    description: id,
    inputMode: options.isConfidential ? 'passwordBox' : 'textBox',
    isConfidential: options.isConfidential,
    useInDefaultDescription: false,
    groupName: 'AuthenticationParameter',
    validation: { dataType: 'string', isRequired: options.isRequired },
  };
}

/** A type as the service describes it. */
export function endpointTypeWire(type: EndpointType, only?: string) {
  const schemes = type.schemes.filter(
    candidate => !only || candidate.scheme.toLowerCase() === only.toLowerCase(),
  );
  return {
    name: type.name,
    displayName: type.displayName,
    description: type.displayName,
    ...(type.defaultUrl && {
      endpointUrl: { displayName: 'Server Url', value: type.defaultUrl },
    }),
    inputDescriptors: [],
    dataSources: [],
    authenticationSchemes: schemes.map(entry => ({
      scheme: entry.scheme,
      displayName: entry.displayName,
      inputDescriptors: [
        ...entry.required.map(id =>
          inputWire(id, { isConfidential: false, isRequired: true }),
        ),
        ...entry.secrets.map(id =>
          inputWire(id, { isConfidential: true, isRequired: false }),
        ),
        ...entry.optional.map(id =>
          inputWire(id, { isConfidential: false, isRequired: false }),
        ),
      ],
    })),
  };
}
