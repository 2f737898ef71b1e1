import { AzureDevOpsError } from '../../errors/AzureDevOpsError';
import { DefinitionRecord } from '../../store/records';
import { definitionWebUrl } from '../../wire/buildWire';
import { callRoute } from '../callRoute';
import { html, Html } from '../html';
import {
  link,
  projectPage,
  ProjectPageRequest,
  projectUrl,
} from '../PageContext';
import { PageResult } from '../PageResult';
import { mayChange } from '../Reader';
import { signInPath } from '../signInPages';
import {
  ParameterField,
  parameterFields,
  parameterInput,
} from './parameterFields';

interface StartForm {
  readonly branches: readonly string[];
  readonly branch: string;
  readonly fields: readonly ParameterField[];
}

/** What the form asks for depends on the file as it is on the chosen branch. */
async function startForm(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
  branch: string,
): Promise<StartForm> {
  const bare = request.repositories.open(definition.repositoryId);
  if (!(await bare.exists())) {
    return { branches: [], branch, fields: [] };
  }
  const branches = (await bare.references('refs/heads/')).map(({ name }) =>
    name.replace(/^refs\/heads\//, ''),
  );
  const commit = await bare.resolveCommit(`refs/heads/${branch}`);
  const entry = commit
    ? await bare.entry(commit, definition.yamlFilename)
    : undefined;
  const text =
    entry?.type === 'blob'
      ? (await bare.blob(entry.objectId)).toString('utf8')
      : '';
  return { branches, branch, fields: parameterFields(text) };
}

function branchForm(definition: DefinitionRecord, start: StartForm): Html {
  return html`<form class="row" method="get">
    <input type="hidden" name="definitionId" value="${definition.id}" />
    <input type="hidden" name="view" value="run" />
    <label
      >Branch
      <select name="branch">
        ${start.branches.map(
          name =>
            html`<option
              value="${name}"
              ${name === start.branch && html` selected`}
            >
              ${name}
            </option>`,
        )}
      </select>
    </label>
    <button class="second">Take this branch</button>
  </form>`;
}

function runForm(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
  start: StartForm,
  given: URLSearchParams,
): Html {
  const { session, address } = request.reader;
  if (!session) {
    const query = new URLSearchParams({ returnTo: address });
    return html`<p>
      ${link(`${signInPath}?${query}`, 'Sign in')} to run the pipeline.
    </p>`;
  }
  return mayChange(session)
    ? html`<form
        method="post"
        action="${definitionWebUrl(request, definition)}&view=run"
      >
        <input type="hidden" name="formToken" value="${session.formToken}" />
        <input type="hidden" name="branch" value="${start.branch}" />
        ${start.fields.map(field =>
          parameterInput(
            field,
            given.get(`parameter.${field.name}`) ?? field.default,
          ),
        )}
        <p><button>Run on ${start.branch}</button></p>
      </form>`
    : html`<p class="muted">
        Your token may only read: it cannot run a pipeline.
      </p>`;
}

async function render(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
  options: {
    readonly branch: string | null;
    readonly given: URLSearchParams;
    readonly problem?: string;
  },
): Promise<string> {
  const branch = (options.branch ?? definition.defaultBranch).replace(
    /^refs\/heads\//,
    '',
  );
  const start = await startForm(request, definition, branch);
  return projectPage(request, {
    title: `Run ${definition.name}`,
    trail: [
      { label: 'Pipelines', href: projectUrl(request, '_build') },
      { label: definition.name, href: definitionWebUrl(request, definition) },
    ],
    body: html`<h1>Run ${definition.name}</h1>
      ${options.problem &&
      html`<p class="problem lines" role="alert">${options.problem}</p>`}
      ${branchForm(definition, start)}
      ${runForm(request, definition, start, options.given)}`,
  });
}

/** The form that starts a run: its branch and the parameters that the file has there. */
export function startPageOf(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
): Promise<string> {
  return render(request, definition, {
    branch: request.query.get('branch'),
    given: new URLSearchParams(),
  });
}

/** Starts the run and leads to its page; a form that is refused comes back as it was filled in. */
export async function sendStartForm(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
  form: URLSearchParams,
): Promise<PageResult> {
  const prefix = 'parameter.';
  const templateParameters = Object.fromEntries(
    [...form]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
  try {
    const answer = await callRoute(request, {
      method: 'POST',
      path: `_apis/pipelines/${definition.id}/runs`,
      body: {
        resources: {
          repositories: {
            self: { refName: `refs/heads/${form.get('branch') ?? ''}` },
          },
        },
        templateParameters,
      },
    });
    const { id } = JSON.parse(String(answer.body)) as { readonly id: number };
    return {
      kind: 'redirect',
      to: `${projectUrl(request, '_build', 'results')}?buildId=${id}`,
    };
  } catch (error) {
    if (!(error instanceof AzureDevOpsError)) {
      throw error;
    }
    return {
      kind: 'refusal',
      status: error.status,
      document: await render(request, definition, {
        branch: form.get('branch'),
        given: form,
        problem: error.message,
      }),
    };
  }
}
