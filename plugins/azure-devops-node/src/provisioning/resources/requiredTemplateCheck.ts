import { createCheckProvider } from './checkProvider';

/** The required template among the kinds of checks; the same id in every organization. */
const TYPE = {
  id: '4020e66e-b0f3-47e1-bc88-48f3cc59b5f3',
  name: 'ExtendsCheck',
};

interface ExtendsSettings {
  readonly extendsChecks?:
    | readonly {
        readonly repositoryType?: string;
        readonly repositoryName?: string;
        readonly repositoryRef?: string;
        readonly templatePath?: string;
      }[]
    | null;
}

/** Required template. */
export const requiredTemplateCheckProvider =
  createCheckProvider<'required-template-check'>({
    type: TYPE,
    toWire: ({ templates }) => ({
      settings: {
        extendsChecks: templates.map(template => ({
          repositoryType: template.repositoryType,
          repositoryName: template.repository,
          repositoryRef: template.reference,
          templatePath: template.path,
        })),
      },
    }),
    fromWire(base, { settings }) {
      const { extendsChecks }: ExtendsSettings = settings ?? {};
      return {
        ...base,
        templates: (extendsChecks ?? []).map(template => ({
          repositoryType: template.repositoryType ?? '',
          repository: template.repositoryName ?? '',
          reference: template.repositoryRef ?? '',
          path: template.templatePath ?? '',
        })),
      };
    },
  });
