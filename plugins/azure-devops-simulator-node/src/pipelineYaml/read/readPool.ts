import { CompiledPool } from '../CompiledPipeline';
import { textOf, valueOf, YamlTree } from '../YamlTree';
import { readTexts } from './readValues';

/** The pool of the agents that Microsoft hosts. */
const hostedPool = 'azure pipelines';

/** Rule: yaml-schema, pool. */
export function readPool(tree: YamlTree | undefined): CompiledPool | undefined {
  const word = textOf(tree);
  if (!tree || word === '') {
    return undefined;
  }
  if (word !== undefined) {
    return word.toLowerCase() === 'server'
      ? { kind: 'server' }
      : { kind: 'named', name: word, demands: [] };
  }
  const name = textOf(valueOf(tree, 'name')) ?? '';
  const image = textOf(valueOf(tree, 'vmImage')) ?? '';
  const demands = readTexts(valueOf(tree, 'demands'));
  if (image !== '' && (name === '' || name.toLowerCase() === hostedPool)) {
    return { kind: 'hosted', image };
  }
  return name === ''
    ? undefined
    : { kind: 'named', name, demands, ...(image !== '' && { image }) };
}
