import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { choosePairwise } from '../combinations/pairwise';
import {
  type Combination,
  listCombinations,
  nameCombination,
  readOffer,
} from '../combinations/templateOptions';
import { type Answers, templateFile, templateFolder } from './examples';

/** Set to `all`, it has every valid combination rendered instead of few that hold each pair. */
const VARIABLE = 'AZURE_MLOPS_COMBINATIONS';

/** One valid choice of the options, with or without a subscription. */
export type RenderedCombination = Combination & {
  readonly subscription: boolean;
};

/** The valid product: what runs on Azure Machine Learning has a subscription. */
export function listAllCombinations(): readonly RenderedCombination[] {
  const { spec } = parse(readFileSync(templateFile, 'utf8'));
  return listCombinations(readOffer(spec.parameters)).flatMap(combination =>
    combination.backend === 'local'
      ? [false, true].map(subscription => ({ ...combination, subscription }))
      : [{ ...combination, subscription: true }],
  );
}

/** Name and answers of each form that this run renders: those of combinations, and the examples. */
export function formsToRender(): ReadonlyArray<readonly [string, Answers]> {
  const all = listAllCombinations();
  const chosen = process.env[VARIABLE] === 'all' ? all : choosePairwise(all);
  const folder = path.join(templateFolder, 'examples');
  const files = readdirSync(folder).sort();
  const examples: readonly Answers[] = files.map(file =>
    parse(readFileSync(path.join(folder, file), 'utf8')),
  );
  const subscribed = examples.filter(({ subscriptionId }) => subscriptionId);
  const combined = chosen.map(({ subscription, ...combination }, index) => {
    // Names, environments and approvers of the examples meet the options in turn.
    const { subscriptionId, subscriptionName, tenantId, clientId, ...form } =
      examples[index % examples.length];
    const azure = subscribed[index % subscribed.length];
    const answers: Answers = {
      ...withoutOptions(form as Answers),
      ...combination,
      ...(subscription && {
        subscriptionId: azure.subscriptionId,
        subscriptionName: azure.subscriptionName,
        tenantId: azure.tenantId,
        ...(azure.clientId !== undefined && { clientId: azure.clientId }),
      }),
    } as Answers;
    const suffix = subscription ? 'subscription' : 'no-subscription';
    return [`${nameCombination(combination)}-${suffix}`, answers] as const;
  });
  return [
    ...combined,
    ...files.map((file, index) => [file, examples[index]] as const),
  ];
}

function withoutOptions({
  level,
  problemType,
  serving,
  onlineCompute,
  backend,
  ...form
}: Answers) {
  return form;
}
