import { invalidArgument } from '../../errors/requestErrors';
import { callRoute } from '../callRoute';
import { PageResult } from '../PageResult';
import { RunPage } from './RunPage';

async function answerApproval(
  page: RunPage,
  form: URLSearchParams,
  status: 'approved' | 'rejected',
): Promise<void> {
  await callRoute(page.request, {
    method: 'PATCH',
    path: '_apis/pipelines/approvals',
    body: [
      {
        approvalId: form.get('approvalId'),
        status,
        comment: form.get('comment') ?? '',
      },
    ],
  });
}

async function permit(page: RunPage, form: URLSearchParams): Promise<void> {
  const [type, id] = ['resourceType', 'resourceId'].map(name =>
    encodeURIComponent(form.get(name) ?? ''),
  );
  await callRoute(page.request, {
    method: 'PATCH',
    path: `_apis/pipelines/pipelinepermissions/${type}/${id}`,
    body: {
      pipelines: [{ id: Number(page.definition.id), authorized: true }],
    },
  });
}

async function cancel(page: RunPage): Promise<void> {
  await callRoute(page.request, {
    method: 'PATCH',
    path: `_apis/build/builds/${page.build.id}`,
    body: { status: 'cancelling' },
  });
}

/** Lets a stage that went wrong run again: the jobs in it that did not succeed. */
async function retry(page: RunPage, form: URLSearchParams): Promise<void> {
  const stage = encodeURIComponent(form.get('stage') ?? '');
  await callRoute(page.request, {
    method: 'PATCH',
    path: `_apis/build/builds/${page.build.id}/stages/${stage}`,
    body: { state: 'retry', forceRetryAllJobs: false },
  });
}

/** Does what a form of a run's page asks for, and leads back to the page. */
export async function runAction(
  page: RunPage,
  form: URLSearchParams,
): Promise<PageResult> {
  const action = form.get('action');
  switch (action) {
    case 'approve':
      await answerApproval(page, form, 'approved');
      break;
    case 'reject':
      await answerApproval(page, form, 'rejected');
      break;
    case 'permit':
      await permit(page, form);
      break;
    case 'cancel':
      await cancel(page);
      break;
    case 'retry':
      await retry(page, form);
      break;
    default:
      throw invalidArgument(
        `The action '${action}' of a run is not known; approve, reject, permit, cancel and retry are.`,
      );
  }
  return { kind: 'redirect', to: page.url };
}
