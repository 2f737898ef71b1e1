import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createNamesCheckAction } from '@azure-mlops/backstage-plugin-scaffolder-backend-module-azure-devops';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import type { JsonObject, JsonValue } from '@backstage/types';
import { createTemplateRenderer } from 'nunjitsu';
import { parse } from 'yaml';
import { createWorkspaceContext, type StepAction } from './workspaceContext';

/** A template, the answers to its form, and a folder for the result. */
export interface RenderTemplateOptions {
  /** Path of the `template.yaml`. */
  readonly templateFile: string;
  /** The filled-in form. */
  readonly parameters: JsonObject;
  /** Folder for the rendered project; made when it is missing. */
  readonly outputDirectory: string;
  readonly logger: LoggerService;
}

interface TemplateStep {
  readonly id: string;
  readonly action: string;
  readonly each?: string;
  readonly if?: string;
  readonly input: JsonObject;
}

type Scope = {
  readonly parameters: JsonObject;
  readonly steps: Record<string, { readonly output: JsonObject }>;
  readonly each?: { readonly key: string; readonly value: JsonValue };
};

/**
 * Renders a template as the scaffolder does, without a portal: the steps that
 * work on the workspace alone (the name check and every `fetch:template`) run
 * through their real actions, the others are left out.
 *
 * @throws InputError when an answer cannot become a name in Azure DevOps.
 */
export async function renderTemplate(
  options: RenderTemplateOptions,
): Promise<void> {
  const { templateFile, parameters, outputDirectory, logger } = options;
  await fileSystem.mkdir(outputDirectory, { recursive: true });
  const template = parse(await fileSystem.readFile(templateFile, 'utf8'));
  const actions = createRenderActions(options);
  const scope: Scope = { parameters, steps: {} };
  for (const step of template.spec.steps as readonly TemplateStep[]) {
    const action = actions.get(step.action);
    if (!action || !isWanted(step, scope)) {
      continue;
    }
    for (const iteration of iterations(step, scope)) {
      const output: JsonObject = {};
      const { context, removeTemporaryDirectories } = createWorkspaceContext({
        input: evaluate(step.input, iteration) as JsonObject,
        output,
        workspacePath: path.resolve(outputDirectory),
        baseUrl: pathToFileURL(path.resolve(templateFile)).href,
        logger,
      });
      await action.handler(context).finally(removeTemporaryDirectories);
      scope.steps[step.id] = { output };
    }
  }
}

/** The host is taken from the answers, so that a render needs no configuration. */
function createRenderActions(
  options: RenderTemplateOptions,
): ReadonlyMap<string, StepAction> {
  const { parameters, logger } = options;
  const host = String(parameters.repoUrl ?? '').split('?')[0];
  if (!host) {
    throw new InputError(
      'repoUrl: the answers name no repository. Expected <host>?organization=<organization>&project=<project>&repo=<repository>.',
    );
  }
  const config = new ConfigReader({ integrations: { azure: [{ host }] } });
  const integrations = ScmIntegrations.fromConfig(config);
  const actions = [
    createFetchTemplateAction({
      reader: UrlReaders.default({ logger, config }),
      integrations,
    }),
    createNamesCheckAction({ integrations }),
  ];
  return new Map(
    actions.map(action => [action.id, action as unknown as StepAction]),
  );
}

/** What the scaffolder makes of `if`: everything but false and empty counts as true. */
function isWanted(step: TemplateStep, scope: Scope): boolean {
  return step.if === undefined || Boolean(evaluate(step.if, scope));
}

function iterations(step: TemplateStep, scope: Scope): readonly Scope[] {
  if (step.each === undefined) {
    return [scope];
  }
  const items = evaluate(step.each, scope) as readonly JsonValue[];
  return items.map((value, index) => ({
    ...scope,
    each: { key: String(index), value },
  }));
}

/** Evaluates every expression in a step's input as the scaffolder does. */
function evaluate(value: JsonValue, scope: Scope): JsonValue {
  const renderer = createTemplateRenderer({ allowRegexExecution: true });
  return JSON.parse(JSON.stringify(value), (_key, leaf) =>
    typeof leaf === 'string'
      ? renderer.renderValue(leaf, renderer.prepareContext(scope as never))
      : leaf,
  );
}
