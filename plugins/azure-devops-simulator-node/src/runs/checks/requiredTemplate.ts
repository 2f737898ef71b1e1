import { isJsonObject, items, JsonObject, text } from '../../server/JsonBody';
import { UsedTemplate } from '../../pipelineYaml/CompiledPipeline';
import { approved, rejected, Verdict } from './Verdict';

/** A template that a pipeline extends, with the repository that it is from. */
export interface ExtendedTemplate {
  /** `repository` and `project/repository`. */
  readonly repositoryNames: readonly string[];
  readonly ref: string;
  readonly path: UsedTemplate['path'];
}

const folded = (value: string) => value.toLowerCase();
const plainPath = (path: string) => path.replace(/^\/+/, '');
const fullReference = (ref: string) =>
  ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;

function meets(required: JsonObject, template: ExtendedTemplate): boolean {
  return (
    folded(text(required, 'repositoryType') ?? '') === 'git' &&
    template.repositoryNames
      .map(folded)
      .includes(folded(text(required, 'repositoryName') ?? '')) &&
    fullReference(text(required, 'repositoryRef') ?? '') === template.ref &&
    plainPath(text(required, 'templatePath') ?? '') === plainPath(template.path)
  );
}

/**
 * Required template: the pipeline extends one of the templates of the check.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/approvals#required-template
 */
export function checkTemplates(
  settings: JsonObject,
  extended: readonly ExtendedTemplate[],
): Verdict {
  const required = (items(settings, 'extendsChecks') ?? []).filter(
    isJsonObject,
  );
  const isMet = required.some(entry =>
    extended.some(template => meets(entry, template)),
  );
  return isMet
    ? approved()
    : rejected(
        `The pipeline does not extend a required template: ${required
          .map(
            entry =>
              `${text(entry, 'templatePath') ?? ''} of ${
                text(entry, 'repositoryName') ?? ''
              } at ${text(entry, 'repositoryRef') ?? ''}`,
          )
          .join(', ')}.`,
      );
}
