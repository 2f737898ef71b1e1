import { parse } from 'yaml';
import {
  FULL_ENVIRONMENT_YAML,
  FULL_PROJECT_YAML,
} from '../__testUtils__/fullConfiguration';
import { seededRandom, spoil } from '../__testUtils__/hostileConfiguration';
import { keyOfResource } from '../plan/change';
import { planChanges } from '../plan/planChanges';
import { renderPlanAsJson, renderPlanAsText } from '../plan/renderPlan';
import type { IdentityUse } from '../resources/ResourceDefinition';
import {
  RESOURCE_KINDS,
  resourceDefinitions,
} from '../resources/resourceDefinitions';
import type { ResourceKind } from '../resources/ResourceTypes';
import { buildDesiredState } from './buildDesiredState';
import {
  describeConfigurationProblem,
  DesiredStateError,
  type ConfigurationProblem,
} from './configurationProblem';
import { desiredOf, type DesiredState } from './DesiredState';

const PROJECT_FILE = 'operation/configuration/azure_devops.yml';
const PROD_FILE = 'operation/configuration/environment_prod/azure_devops.yml';

function build(project: unknown, environment: unknown) {
  return buildDesiredState({
    repository: 'churn-model',
    project: { file: PROJECT_FILE, content: project },
    environments: [{ file: PROD_FILE, content: environment }],
  });
}

function usesOfKind<Kind extends ResourceKind>(
  kind: Kind,
  desired: DesiredState,
): readonly IdentityUse[] {
  const definition = resourceDefinitions[kind];
  return desiredOf(desired, kind).flatMap(
    resource => definition.identities?.(resource) ?? [],
  );
}

/** What is valid must be plannable: every resource by its own name. */
function expectPlannable(desired: DesiredState): void {
  const plan = planChanges({
    desired,
    observed: {
      project: { name: 'machine-learning' },
      identities: RESOURCE_KINDS.flatMap(kind => usesOfKind(kind, desired)).map(
        ({ reference }) => ({
          status: 'known',
          reference,
          id: reference,
          descriptor: reference,
          displayName: reference,
          isGroup: false,
        }),
      ),
      resources: {},
    },
  });
  const keys = plan.changes.map(keyOfResource);
  expect(new Set(keys).size).toBe(keys.length);
  expect(JSON.parse(renderPlanAsJson(plan)).changes).toHaveLength(keys.length);
  // A terminal must not take orders from a configuration.
  expect(renderPlanAsText(plan)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
}

function expectUsable(problems: readonly ConfigurationProblem[]): void {
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) {
    expect([PROJECT_FILE, PROD_FILE]).toContain(problem.file);
    expect(Array.isArray(problem.keyPath)).toBe(true);
    for (const text of [problem.found, problem.expected, problem.remedy]) {
      expect(text).toMatch(/\S/);
    }
    expect(describeConfigurationProblem(problem).length).toBeLessThan(1500);
  }
  expect(new DesiredStateError(problems).message).toContain(problems[0].file);
}

describe('a hostile configuration', () => {
  const project: unknown = parse(FULL_PROJECT_YAML);
  const environment: unknown = parse(FULL_ENVIRONMENT_YAML);

  it('is valid as long as nobody has spoiled it', () => {
    const result = build(project, environment);
    expect(result).toMatchObject({ status: 'valid' });
  });

  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    'is either valid or a list of problems with file and key (seed %d)',
    seed => {
      const random = seededRandom(seed);
      for (let round = 0; round < 250; round++) {
        const isProject = random() < 0.5;
        const result = build(
          isProject ? spoil(project, random) : project,
          isProject ? environment : spoil(environment, random),
        );
        if (result.status === 'valid') {
          expectPlannable(result.desiredState);
        } else {
          expectUsable(result.problems);
        }
      }
      expect(Object.prototype).not.toHaveProperty('polluted');
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it.each(['__proto__', 'constructor', 'toString'])(
    'does not hide the key %s',
    key => {
      const hostile = JSON.parse(
        JSON.stringify(environment).replace(
          '"description":"Production"',
          `"${key}":{"polluted":true}`,
        ),
      );
      const result = build(project, hostile);
      expect(result).toMatchObject({
        status: 'invalid',
        problems: [{ file: PROD_FILE, keyPath: ['environment', key] }],
      });
    },
  );
});
