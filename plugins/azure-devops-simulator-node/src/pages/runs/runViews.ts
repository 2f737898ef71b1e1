import { PageNotFoundError, ProjectPageRequest } from '../PageContext';
import { PageResult } from '../PageResult';
import { artifactView } from './artifactView';
import { coverageView } from './coverageView';
import { logView } from './logView';
import { openRunPage, views } from './RunPage';
import { summaryView } from './summaryView';
import { testView } from './testView';
import { yamlView } from './yamlView';

/** `/_build/results?buildId=…&view=…` */
export function runPage(
  request: ProjectPageRequest,
  id: string,
): PageResult | Promise<PageResult> {
  const page = openRunPage(request, id);
  const { query } = request;
  const view = query.get('view') ?? (query.has('j') ? 'logs' : 'results');
  switch (view) {
    case views.results:
      return summaryView(page);
    case views.logs:
      return logView(page);
    case views.tests:
      return testView(page);
    case views.artifacts:
      return artifactView(page);
    case views.coverage:
      return coverageView(page);
    case views.yaml:
      return yamlView(page);
    default:
      throw new PageNotFoundError(
        `The simulator has no view ${view} of a run.`,
      );
  }
}
