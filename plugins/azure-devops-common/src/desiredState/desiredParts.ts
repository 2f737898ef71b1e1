import { z } from 'zod';
import type { ResourceReference } from '../plan/change';
import {
  nameProtectedResource,
  type ProtectedResource,
} from '../resources/protectedResource';
import { assembleBranchPolicies } from './assembleBranchPolicies';
import { assembleChecksOn } from './assembleChecks';
import { assembleEnvironment } from './assembleEnvironment';
import { assembleProject } from './assembleProject';
import { policiesOfBranchSchema } from './branchPoliciesSchema';
import type { Checked } from './Checked';
import type { Schema } from './checkFile';
import { checksSchema } from './checksSchema';
import { branchField, nameField } from './configurationFields';
import type { DesiredResources, DesiredState } from './DesiredState';
import {
  approverGroupSchema,
  type EnvironmentConfiguration,
  environmentSchema,
} from './environmentConfigurationSchema';
import {
  azureDevopsProjectSchema,
  CONFIGURATION_VERSION,
  pipelineDefinitionSchema,
  type ProjectConfiguration,
} from './projectConfigurationSchema';
import {
  containerRegistrySchema,
  serviceConnectionSchema,
} from './serviceConnectionSchema';
import { variableGroupSchema } from './variableGroupSchema';

/** What a part comes to. */
export interface AssembledPart {
  readonly resources: DesiredResources;
  readonly existing?: readonly ResourceReference[];
  readonly missingProject?: DesiredState['missingProject'];
  /** How deep the part lies in its file; 1 unless given. */
  readonly levels?: number;
}

function definePart<Configuration>(
  schema: Schema<Configuration>,
  assemble: (
    checked: Checked<Configuration>,
    repository: string,
  ) => AssembledPart,
) {
  return { schema, assemble };
}

const checkSchema = checksSchema
  .omit({ applies_to: true })
  .extend({
    resource: z.strictObject({
      kind: z.enum(['environment', 'service-connection', 'variable-group']),
      name: z.string().min(1).max(256),
    }),
  })
  .refine(({ resource: _resource, ...checks }) => isAnythingSet(checks), {
    error: 'at least one check, such as approval',
  });

const permissionSchema = z.strictObject({
  resource: z.strictObject({
    kind: z.enum([
      'environment',
      'service-connection',
      'variable-group',
      'agent-queue',
    ]),
    name: z.string().min(1).max(256),
  }),
  pipelines: z.array(nameField('pipeline')).min(1),
});

/** The resources that can be desired on their own, by the schemas of the configuration. */
export const desiredParts = {
  project: definePart(
    azureDevopsProjectSchema.omit({ create_when_missing: true }),
    ({ configuration: { description = '', process } }) => ({
      resources: {},
      missingProject: { description, process },
    }),
  ),
  pipeline: definePart(
    pipelineDefinitionSchema.extend({
      folder: nameField('folder').optional(),
      default_branch: branchField.default('main'),
    }),
    assemblePipeline,
  ),
  environment: definePart(
    environmentSchema,
    ({ file, configuration: environment }) => ({
      resources: ofEnvironment('environment', { file, environment }),
    }),
  ),
  'approver-group': definePart(
    approverGroupSchema,
    ({ file, configuration: approver_group }) => ({
      resources: ofEnvironment('approver-group', { file, approver_group }),
    }),
  ),
  'variable-group': definePart(
    variableGroupSchema,
    ({ file, configuration: variable_group }) => ({
      resources: ofEnvironment('variable-group', { file, variable_group }),
      existing:
        variable_group.key_vault === undefined
          ? []
          : [
              {
                kind: 'service-connection',
                name: variable_group.key_vault.service_connection,
              },
            ],
    }),
  ),
  'azure-connection': definePart(
    serviceConnectionSchema,
    ({ file, configuration: service_connection }) => ({
      resources: ofEnvironment('service-connection', {
        file,
        service_connection,
      }),
    }),
  ),
  'container-registry': definePart(
    containerRegistrySchema,
    ({ file, configuration: container_registry }) => ({
      resources: ofEnvironment('service-connection', {
        file,
        container_registry,
      }),
    }),
  ),
  check: definePart(
    checkSchema,
    ({ file, configuration: { resource, ...checks } }) => ({
      resources: assembleChecksOn({ file, checks, targets: [resource] }),
      existing: [resource],
    }),
  ),
  'branch-policies': definePart(
    policiesOfBranchSchema.refine(
      ({ branch: _branch, ...policies }) => isAnythingSet(policies),
      { error: 'at least one policy, such as minimum reviewers' },
    ),
    assemblePolicies,
  ),
  'pipeline-permission': definePart(
    permissionSchema,
    ({ configuration: { resource, pipelines } }) => ({
      resources: {
        'pipeline-permission': [
          { name: nameProtectedResource(resource), resource, pipelines },
        ],
      },
      existing: [
        ...referTo(resource),
        ...pipelines.map(name => ({ kind: 'pipeline' as const, name })),
      ],
    }),
  ),
} as const;

/** A queue is no resource of a plan: whoever needs it looks it up. */
function referTo(resource: ProtectedResource): readonly ResourceReference[] {
  return resource.kind === 'agent-queue' ? [] : [resource];
}

function isAnythingSet(values: object): boolean {
  return Object.values(values).some(
    value =>
      value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
}

/** The resources of one kind that a piece of an environment's configuration asks for. */
function ofEnvironment(
  kind: keyof DesiredResources,
  piece: Partial<EnvironmentConfiguration> & { readonly file: string },
): DesiredResources {
  const { file, ...configuration } = piece;
  const resources = assembleEnvironment({
    file,
    configuration: {
      version: CONFIGURATION_VERSION,
      environment: { name: '' },
      roles: [],
      ...configuration,
    },
  });
  return { [kind]: resources[kind] };
}

function projectOf(
  repository: string,
  piece: Partial<ProjectConfiguration>,
): ProjectConfiguration {
  return {
    version: CONFIGURATION_VERSION,
    project: repository,
    branch_policies: [],
    pipelines: { folder: '', default_branch: 'main', definitions: [] },
    ...piece,
  };
}

type PipelinePart = ProjectConfiguration['pipelines']['definitions'][number] & {
  readonly folder?: string;
  readonly default_branch: string;
};

function assemblePipeline(
  { file, configuration }: Checked<PipelinePart>,
  repository: string,
): AssembledPart {
  const { folder, default_branch, ...definition } = configuration;
  const resources = assembleProject({
    repository,
    project: {
      file,
      configuration: projectOf(repository, {
        pipelines: {
          folder: folder ?? '',
          default_branch,
          definitions: [definition],
        },
      }),
    },
  });
  return {
    resources: {
      pipeline: resources.pipeline,
      // The root is there without anybody's doing.
      ...(folder === undefined
        ? {}
        : { 'pipeline-folder': resources['pipeline-folder'] }),
    },
    existing: [{ kind: 'git-repository', name: repository }],
  };
}

function assemblePolicies(
  {
    file,
    configuration,
  }: Checked<ProjectConfiguration['branch_policies'][number]>,
  repository: string,
): AssembledPart {
  const pipelines = configuration.build_validation.map(
    ({ pipeline }) => pipeline,
  );
  return {
    resources: {
      'branch-policy': assembleBranchPolicies({
        repository,
        project: {
          file,
          configuration: projectOf(repository, {
            branch_policies: [configuration],
          }),
        },
      }),
    },
    existing: [
      { kind: 'git-repository', name: repository },
      ...[...new Set(pipelines)].map(name => ({
        kind: 'pipeline' as const,
        name,
      })),
    ],
    levels: 2,
  };
}
