import { policyTypeName } from './policyTypeName';
import {
  PullRequestRecord,
  PullRequestReviewer,
  PullRequestThread,
} from '../../store/PullRequestRecord';
import { buildWebUrl } from '../../wire/buildWire';
import { html, Html } from '../html';
import { renderMarkdown } from '../markdown';
import {
  link,
  personName,
  ProjectPageRequest,
  table,
  time,
} from '../PageContext';
import { address, shortName } from '../RepositoryPage';
import { buildState } from '../runs/runStates';
import { stateBadge, State } from '../stateBadge';
import { PullRequestView } from './PullRequestView';

const votes: Readonly<Record<string, State>> = {
  '10': { tone: 'good', label: 'approved' },
  '5': { tone: 'good', label: 'approved with suggestions' },
  '0': { tone: 'calm', label: 'no vote' },
  '-5': { tone: 'warn', label: 'waits for the author' },
  '-10': { tone: 'bad', label: 'rejected' },
};

const evaluations: Readonly<Record<string, State>> = {
  queued: { tone: 'calm', label: 'not met yet' },
  running: { tone: 'busy', label: 'running' },
  approved: { tone: 'good', label: 'met' },
  rejected: { tone: 'bad', label: 'not met' },
  notApplicable: { tone: 'calm', label: 'not applicable' },
};

const statuses: Readonly<Record<string, State>> = {
  notSet: { tone: 'calm', label: 'not set' },
  pending: { tone: 'busy', label: 'pending' },
  succeeded: { tone: 'good', label: 'succeeded' },
  failed: { tone: 'bad', label: 'failed' },
  error: { tone: 'bad', label: 'error' },
  notApplicable: { tone: 'calm', label: 'not applicable' },
};

const known = (states: Readonly<Record<string, State>>, name: string) =>
  Object.hasOwn(states, name)
    ? states[name]
    : ({ tone: 'calm', label: name } as const);

function reviewers(
  request: ProjectPageRequest,
  all: readonly PullRequestReviewer[],
): Html {
  return table({
    caption: 'Reviewers',
    head: ['Reviewer', 'Vote', 'Needed'],
    rows: all.map(reviewer => [
      personName(request, reviewer.id),
      stateBadge(known(votes, String(reviewer.vote))),
      reviewer.isRequired ? 'required' : 'optional',
    ]),
    empty: 'There is no reviewer.',
  });
}

function policies(
  request: ProjectPageRequest,
  record: PullRequestRecord,
): Html {
  const rows = request.store
    .list('policyEvaluation', record.id)
    .map(evaluation => {
      const policy = request.store.get('policy', evaluation.policyId);
      const build =
        evaluation.build &&
        request.store.get('build', evaluation.build.buildId);
      return [
        policy ? policyTypeName(policy) : evaluation.policyId,
        policy?.isBlocking ? 'required' : 'optional',
        stateBadge(known(evaluations, evaluation.status)),
        build &&
          html`${link(buildWebUrl(request, build), `Run #${build.buildNumber}`)}
          ${stateBadge(buildState(build))}`,
      ];
    });
  return table({
    caption: 'Policies',
    head: ['Policy', 'Needed', 'State', 'Run'],
    rows,
    empty: 'No policy has been evaluated.',
  });
}

/** A status may name an address; only one for the web is a link. */
function statusName(status: PullRequestRecord['statuses'][number]): Html {
  const name = status.genre ? `${status.genre}/${status.name}` : status.name;
  return /^https?:\/\//i.test(status.targetUrl ?? '')
    ? html`<a href="${status.targetUrl}" rel="nofollow noreferrer">${name}</a>`
    : html`${name}`;
}

function statusTable(
  request: ProjectPageRequest,
  record: PullRequestRecord,
): Html {
  return table({
    caption: 'Statuses',
    head: ['Status', 'State', 'Description', 'By', 'Time'],
    rows: record.statuses.map(status => [
      statusName(status),
      stateBadge(known(statuses, status.state)),
      status.description,
      personName(request, status.createdBy),
      time(status.creationDate),
    ]),
    empty: 'No status has been posted.',
  });
}

/** The file and line that a thread is about. */
function placeOf(thread: PullRequestThread): string {
  const context = thread.threadContext;
  if (typeof context !== 'object' || context === null) {
    return '';
  }
  const place = context as {
    readonly filePath?: unknown;
    readonly rightFileStart?: { readonly line?: unknown };
  };
  const line = place.rightFileStart?.line;
  return [place.filePath, line !== undefined && `line ${String(line)}`]
    .filter(Boolean)
    .join(', ');
}

function threads(request: ProjectPageRequest, record: PullRequestRecord): Html {
  return record.threads.length === 0
    ? html`<p class="muted">Nobody has said anything.</p>`
    : html`${record.threads.map(
        thread => html`<article class="note">
          <h3>
            ${placeOf(thread) || 'On the pull request'}${thread.status &&
            ` (${thread.status})`}
          </h3>
          ${thread.comments.map(
            comment => html`<p class="muted">
                ${personName(request, comment.author)},
                ${time(comment.publishedDate)}
              </p>
              ${comment.isDeleted
                ? html`<p class="muted">The comment has been deleted.</p>`
                : renderMarkdown(comment.content, () => undefined)}`,
          )}
        </article>`,
      )}`;
}

const merges = {
  succeeded: { tone: 'good', label: 'can be merged' },
  conflicts: { tone: 'bad', label: 'has conflicts' },
  notSet: { tone: 'calm', label: 'not known yet' },
} as const;

function facts(view: PullRequestView): Html {
  const { page, record } = view;
  const { request } = page;
  const branch = (name: string) =>
    link(
      address({ ...page, version: `GB${shortName(name)}` }, ''),
      shortName(name),
    );
  return html`<dl>
    <dt>From</dt>
    <dd>
      ${view.source || record.status !== 'active'
        ? branch(record.sourceRefName)
        : `${shortName(record.sourceRefName)} (deleted)`}
    </dd>
    <dt>To</dt>
    <dd>${branch(record.targetRefName)}</dd>
    <dt>Created</dt>
    <dd>
      ${time(record.creationDate)} by ${personName(request, record.createdBy)}
    </dd>
    ${record.closedBy &&
    html`<dt>Closed</dt>
      <dd>
        ${time(record.closedDate)} by ${personName(request, record.closedBy)}
      </dd>`}
    ${record.status === 'active' &&
    html`<dt>Merge</dt>
      <dd>${stateBadge(merges[record.mergeStatus])}</dd>`}
    ${record.autoCompleteSetBy &&
    html`<dt>Completes by itself</dt>
      <dd>set by ${personName(request, record.autoCompleteSetBy)}</dd>`}
    ${record.status === 'completed' &&
    record.mergeCommit &&
    html`<dt>Merged as</dt>
      <dd>
        ${link(
          `${page.url}/commit/${record.mergeCommit}`,
          record.mergeCommit.slice(0, 8),
        )}
      </dd>`}
  </dl>`;
}

/** What a pull request is about, and how far it is. */
export function pullRequestOverview(view: PullRequestView): Html {
  const { record, page } = view;
  const { request } = page;
  return html`${facts(view)}
    <h2>Description</h2>
    ${record.description
      ? html`<div class="document">
          ${renderMarkdown(record.description, () => undefined)}
        </div>`
      : html`<p class="muted">There is no description.</p>`}
    <h2>Policies</h2>
    ${policies(request, record)}
    <h2>Reviewers</h2>
    ${reviewers(request, record.reviewers)}
    <h2>Statuses</h2>
    ${statusTable(request, record)}
    <h2>Discussion</h2>
    ${threads(request, record)}`;
}
