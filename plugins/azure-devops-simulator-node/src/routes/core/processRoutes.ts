import { processUnknown } from '../../errors/coreErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import {
  findProcessTemplate,
  processTemplates,
  processTemplateWire,
} from '../../wire/processTemplates';

function getProcess(request: ApiRequest) {
  const id = request.parameter('processId');
  const process = findProcessTemplate(id);
  if (!process) {
    throw processUnknown(id);
  }
  return json(processTemplateWire(request, process));
}

/** The processes that projects are made from. */
export const processRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '_apis/process/processes',
    handle: request =>
      list(
        processTemplates.map(process => processTemplateWire(request, process)),
      ),
  },
  {
    method: 'GET',
    path: '_apis/process/processes/{processId}',
    handle: getProcess,
  },
];
