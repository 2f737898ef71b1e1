import { permissionId } from '../../routes/checks/protectedResources';
import { findProtectedResource } from '../../routes/checks/protectedResources';
import {
  ApprovalRecord,
  CheckRunRecord,
  CheckSuiteRecord,
} from '../../store/RunRecords';
import { buildWebUrl } from '../../wire/buildWire';
import { html, Html } from '../html';
import { link, personName, table, time } from '../PageContext';
import { resourceLink } from '../resourceLink';
import { stateBadge } from '../stateBadge';
import { runForm } from './runForm';
import { RunPage } from './RunPage';
import { checkState } from './runStates';

const isOpen = ({ status }: { readonly status: string }) =>
  status === 'queued' || status === 'running';

/** The checks of a run, of all its stages. */
export function suitesOf(page: RunPage): readonly CheckSuiteRecord[] {
  return page.request.store
    .list('checkSuite', page.build.projectId)
    .filter(suite => suite.buildId === page.build.id);
}

/** Stages that wait for checks at the moment. */
export function waitingStages(page: RunPage): ReadonlySet<string> {
  return new Set(
    suitesOf(page)
      .filter(isOpen)
      .map(({ stage }) => stage),
  );
}

function nameOf(page: RunPage, check: CheckRunRecord): string {
  return (
    findProtectedResource(
      page.request.store,
      page.build.projectId,
      check.resourceType,
      check.resourceId,
    )?.name ?? check.resourceId
  );
}

function approvers(page: RunPage, approval: ApprovalRecord): Html {
  return table({
    caption: 'Approvers',
    head: ['Approver', 'State', 'Comment'],
    rows: approval.steps.map(step => [
      personName(page.request, step.assignedApprover),
      step.status === 'pending' ? 'has not answered' : step.status,
      step.comment,
    ]),
    empty: 'There is no approver.',
  });
}

function approvalTask(page: RunPage, approval: ApprovalRecord): Html {
  const needed = approval.minimumApprovers;
  return html`<p>
      ${needed > 0 && needed < approval.steps.length
        ? `${needed} of these have to approve`
        : 'Each of these has to approve'}${approval.executionOrder ===
      'inSequence'
        ? ', one after the other'
        : ''}.
      ${!approval.requesterCanApprove &&
      'Whoever started the run may not approve it.'}
    </p>
    ${approval.instructions &&
    html`<p class="note lines">${approval.instructions}</p>`}
    ${approvers(page, approval)}
    ${runForm(
      page,
      'approve or reject',
      html`<input type="hidden" name="approvalId" value="${approval.id}" />
        <label
          >Comment on the approval
          <input name="comment" maxlength="4000" />
        </label>
        <button name="action" value="approve">Approve</button>
        <button class="second" name="action" value="reject">Reject</button>`,
    )}`;
}

function lockTask(page: RunPage, check: CheckRunRecord): Html {
  const { store } = page.request;
  const lock = store.get(
    'resourceLock',
    permissionId(page.build.projectId, check.resourceType, check.resourceId),
  );
  const holder = lock?.holder && store.get('build', lock.holder.buildId);
  return html`<p>
    ${holder
      ? html`Run
        ${link(buildWebUrl(page.request, holder), `#${holder.buildNumber}`)}
        (stage ${lock.holder?.stage}) has the lock. This run goes on when that
        stage has ended; cancel it if it should not go on.`
      : 'One run at a time may use it; this run goes on by itself when the lock is free.'}
  </p>`;
}

function permissionTask(page: RunPage, check: CheckRunRecord): Html {
  const { definition } = page;
  return html`<p>
      The pipeline ${definition.name} has not been permitted to use
      ${resourceLink(page.request, check.resourceType, check.resourceId)}. To
      permit it holds for all of its runs.
    </p>
    ${runForm(
      page,
      'permit it',
      html`<input
          type="hidden"
          name="resourceType"
          value="${check.resourceType}"
        />
        <input type="hidden" name="resourceId" value="${check.resourceId}" />
        <button name="action" value="permit">
          Permit the use of ${nameOf(page, check)}
        </button>`,
    )}`;
}

function whatToDo(page: RunPage, check: CheckRunRecord): Html {
  switch (check.kind) {
    case 'approval': {
      const approval = page.request.store.get(
        'approval',
        check.approvalId ?? '',
      );
      return approval ? approvalTask(page, approval) : html``;
    }
    case 'exclusiveLock':
      return lockTask(page, check);
    case 'authorization':
      return permissionTask(page, check);
    case 'taskCheck':
    case 'extendsCheck':
      return html`<p>
        Nobody has to do anything: it is evaluated by itself, and again as long
        as it may change.
      </p>`;
    default:
      return check.kind satisfies never;
  }
}

function openCheck(
  page: RunPage,
  suite: CheckSuiteRecord,
  check: CheckRunRecord,
): Html {
  const stage =
    page.records.find(
      ({ type, refName }) => type === 'Stage' && refName === suite.stage,
    )?.name ?? suite.stage;
  return html`<div class="note">
    <h3>${check.name} on ${nameOf(page, check)}</h3>
    <p>
      Stage <strong>${stage}</strong> waits since ${time(check.createdDate)}.
      ${check.message}
    </p>
    ${whatToDo(page, check)}
  </div>`;
}

/** What the run waits for, and what somebody has to do about it. */
export function waitingSection(page: RunPage): Html {
  const open = suitesOf(page)
    .filter(isOpen)
    .flatMap(suite =>
      suite.checkRuns
        .filter(isOpen)
        .map(check => openCheck(page, suite, check)),
    );
  return html`<section
    id="waiting"
    aria-label="What the run waits for"
    data-live
  >
    ${open.length > 0 && html`<h2>The run waits</h2>`} ${open}
  </section>`;
}

/** All checks of the run with their outcome. */
export function checksTable(page: RunPage): Html {
  const rows = suitesOf(page).flatMap(suite =>
    suite.checkRuns.map(check => {
      const approval = page.request.store.get(
        'approval',
        check.approvalId ?? '',
      );
      const comments = (approval?.steps ?? [])
        .filter(step => step.actualApprover)
        .map(
          step =>
            `${step.status} by ${personName(
              page.request,
              step.actualApprover ?? '',
            )}${step.comment && `: ${step.comment}`}`,
        );
      return [
        suite.attempt > 1
          ? `${suite.stage}, attempt ${suite.attempt}`
          : suite.stage,
        check.name,
        resourceLink(page.request, check.resourceType, check.resourceId),
        stateBadge(checkState(check.status)),
        [check.message, ...comments].filter(Boolean).join('; '),
      ];
    }),
  );
  return rows.length === 0
    ? html``
    : html`<h2>Checks</h2>
        ${table({
          caption: 'Checks of the run',
          head: ['Stage', 'Check', 'Resource', 'State', 'Message'],
          rows,
          empty: '',
        })}`;
}
