import { decideCheck, DesiredCheck, isCheckOurs, ObservedCheck } from './check';
import type { ResourceDefinition } from './ResourceDefinition';

/** A YAML file that a pipeline has to extend. @public */
export interface RequiredTemplate {
  /** `<project>/<repository>` in Azure Repos, `<owner>/<repository>` elsewhere. */
  readonly repository: string;
  readonly repositoryType: 'git' | 'github' | 'bitbucket';
  /** Full name, such as `refs/heads/main`. */
  readonly reference: string;
  readonly path: string;
}

/** Lets only pipelines that extend one of some templates use a resource. @public */
export interface DesiredRequiredTemplateCheck extends DesiredCheck {
  readonly templates: readonly RequiredTemplate[];
}

/** A required template as Azure DevOps has it. @public */
export type ObservedRequiredTemplate = Omit<
  RequiredTemplate,
  'repositoryType'
> & {
  /** May be one that the configuration cannot name, such as `githubenterprise`. */
  readonly repositoryType: string;
};

/** Required templates as they are. @public */
export interface ObservedRequiredTemplateCheck extends ObservedCheck {
  readonly templates: readonly ObservedRequiredTemplate[];
}

/** Required template. @public */
export const requiredTemplateCheckDefinition: ResourceDefinition<'required-template-check'> =
  {
    kind: 'required-template-check',
    label: 'required template',
    diff: (desired, observed, context) =>
      decideCheck({
        kind: 'required-template-check',
        desired,
        observed,
        context,
        fieldsOfDesired: { templates: showTemplates(desired.templates) },
        fieldsOfObserved: check => ({
          templates: showTemplates(check.templates),
        }),
      }),
    isOurs: isCheckOurs,
  };

function showTemplates(
  templates: readonly ObservedRequiredTemplate[],
): readonly string[] {
  return templates
    .map(
      ({ repository, repositoryType, reference, path }) =>
        `${repositoryType} ${repository}@${reference} ${path.replace(
          /^\//,
          '',
        )}`,
    )
    .sort();
}
