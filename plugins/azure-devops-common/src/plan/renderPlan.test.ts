import {
  desiredChurnModel,
  EVERYTHING,
  NOTHING,
  REPOSITORY,
} from '../__testUtils__/churnModel';
import type { ObservedState } from '../observed/observedState';
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
    expect(text.split('\n').pop()).toBe('Plan: 12 create.');
  });

  it('says as text what changes, before and after', () => {
    const observed: ObservedState = {
      ...EVERYTHING,
      environments: [],
      variableGroups: EVERYTHING.variableGroups.map(group => ({
        ...group,
        variables: { MLOPS_ENVIRONMENT: { type: 'secret' } },
      })),
    };
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
      planChanges({ desired, observed: { ...EVERYTHING, repository } }),
    );
    expect(text).toContain('! Git repository churn-model: conflict');
    expect(text).toContain('Choose another name, or run with adopt: true');
  });

  it('is a Markdown table that no value can break', () => {
    const [dev, ...others] = desired.environments;
    const hostile = {
      ...desired,
      environments: [{ ...dev, description: 'a | b\n<b>c</b> `d`' }, ...others],
    };
    const markdown = renderPlanAsMarkdown(
      planChanges({ desired: hostile, observed: NOTHING }),
    );
    const lines = markdown.split('\n');
    expect(lines[0]).toBe('| Resource | Name | Action | Details |');
    expect(lines.filter(line => line.startsWith('| '))).toHaveLength(14);
    expect(markdown).toContain('a \\| b');
    expect(markdown).not.toContain('<b>');
  });

  it('says when there is nothing to do', () => {
    expect(
      renderPlanAsText(planChanges({ desired, observed: EVERYTHING })),
    ).toMatch(/Plan: 12 unchanged\.$/);
  });
});
