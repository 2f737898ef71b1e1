import { checkInvalid } from '../../errors/distributedTaskErrors';
import { isJsonObject, items, JsonObject, text } from '../../server/JsonBody';

const repositoryTypes = ['git', 'github', 'githubenterprise', 'bitbucket'];

/** Settings of a required template: which templates a pipeline may extend; what is refused is assumed. */
export function readRequiredTemplateSettings(settings: JsonObject): JsonObject {
  const templates = items(settings, 'extendsChecks') ?? [];
  if (templates.length === 0) {
    throw checkInvalid('The check names no template: extendsChecks is empty.');
  }
  for (const template of templates) {
    const entry = isJsonObject(template) ? template : {};
    const missing = [
      'repositoryType',
      'repositoryName',
      'repositoryRef',
      'templatePath',
    ].filter(name => !text(entry, name));
    if (missing.length > 0) {
      throw checkInvalid(
        `A template of the check lacks ${missing.join(', ')}.`,
      );
    }
    const type = text(entry, 'repositoryType') ?? '';
    if (!repositoryTypes.includes(type.toLowerCase())) {
      throw checkInvalid(
        `The repositoryType of a template is '${type}'; ${repositoryTypes.join(
          ', ',
        )} are known.`,
      );
    }
  }
  return settings;
}
