import {
  desiredChurnModel,
  EVERYTHING,
  NOTHING,
  REPOSITORY,
} from '../__testUtils__/churnModel';
import { having, wanting } from '../__testUtils__/planning';
import { planChanges } from './planChanges';
import { renderPlanAsMarkdown, renderPlanAsText } from './renderPlan';

const desired = desiredChurnModel();

describe('a rendered plan', () => {
  it('says as text what is created, with its fields', () => {
    const text = renderPlanAsText(planChanges({ desired, observed: NOTHING }));
    expect(text).toContain(
      '+ environment churn-model-prod: create, it does not exist\n    description: "Production"',
    );
    expect(text).toContain('    approvers: Ari Approver <ARI>');
    expect(text.split('\n').pop()).toBe('Plan: 13 create.');
  });

  it('says as text what changes, before and after', () => {
    const observed = having({
      environment: [],
      'variable-group': (EVERYTHING.resources['variable-group'] ?? []).map(
        group => ({
          ...group,
          variables: {
            type: 'plain',
            values: { MLOPS_ENVIRONMENT: { type: 'secret' } },
          },
        }),
      ),
    });
    const text = renderPlanAsText(planChanges({ desired, observed }));
    expect(text).toContain(
      '    variable MLOPS_ENVIRONMENT: "(secret)" → "prod"',
    );
  });

  it('names the remedy of a conflict', () => {
    const repository = {
      ...REPOSITORY,
      content: 'foreign' as const,
    };
    const text = renderPlanAsText(
      planChanges({
        desired,
        observed: having({ 'git-repository': [repository] }),
      }),
    );
    expect(text).toContain('! Git repository churn-model: conflict');
    expect(text).toContain('Choose another name, or run with adopt: true');
  });

  it('is a Markdown table that no value can break', () => {
    const [dev, ...others] = desired.resources.environment ?? [];
    const hostile = wanting({
      environment: [{ ...dev, description: 'a | b\n<b>c</b> `d`' }, ...others],
    });
    const markdown = renderPlanAsMarkdown(
      planChanges({ desired: hostile, observed: NOTHING }),
    );
    const lines = markdown.split('\n');
    expect(lines[0]).toBe('| Resource | Name | Action | Details |');
    expect(lines.filter(line => line.startsWith('| '))).toHaveLength(15);
    expect(markdown).toContain('a \\| b');
    expect(markdown).not.toContain('<b>');
  });

  it('says when there is nothing to do', () => {
    expect(
      renderPlanAsText(planChanges({ desired, observed: EVERYTHING })),
    ).toMatch(/Plan: 13 unchanged\.$/);
  });
});
