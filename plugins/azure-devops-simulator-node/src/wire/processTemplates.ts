import { urlOf, WireContext } from './Links';

/** A process that projects are made from; the ids are Azure DevOps' own. */
export interface ProcessTemplate {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly isDefault: boolean;
}

/** What a project is made from when it asks for nothing else. */
export const defaultProcessTemplate: ProcessTemplate = {
  id: 'b8a3a935-7e91-48b8-a94c-606d37c3e9f2',
  name: 'Basic',
  description: 'Issues, tasks and epics for small teams.',
  isDefault: true,
};

/** The processes that every organization has. */
export const processTemplates: readonly ProcessTemplate[] = [
  {
    id: '6b724908-ef14-45cf-84f8-768b5384da45',
    name: 'Scrum',
    description: 'Backlog items and impediments for teams that follow Scrum.',
    isDefault: false,
  },
  defaultProcessTemplate,
  {
    id: 'adcc42ab-9882-485e-a3ed-7678f01f66bc',
    name: 'Agile',
    description: 'User stories and tasks for teams that plan the agile way.',
    isDefault: false,
  },
  {
    id: '27450541-8e31-4150-9947-dc59f998fc01',
    name: 'CMMI',
    description:
      'Requirements and change requests, with a record of decisions.',
    isDefault: false,
  },
];

/** The property of a project that names its process. */
export const processTemplateProperty = 'System.CurrentProcessTemplateId';

/** A process by its id, without regard to case. */
export function findProcessTemplate(id: string): ProcessTemplate | undefined {
  return processTemplates.find(process => process.id === id.toLowerCase());
}

/** A process as the service describes it. */
export function processTemplateWire(
  context: WireContext,
  process: ProcessTemplate,
) {
  return {
    id: process.id,
    description: process.description,
    isDefault: process.isDefault,
    type: 'system',
    url: urlOf(context, '_apis/process/processes', process.id),
    name: process.name,
  };
}
