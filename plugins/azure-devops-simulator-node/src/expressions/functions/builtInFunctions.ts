import { BuiltInFunction } from './BuiltInFunction';
import { convertToJson } from './convertToJson';
import { format } from './format';
import { logicFunctions } from './logicFunctions';
import { textFunctions } from './textFunctions';

const builtInFunctions: ReadonlyMap<string, BuiltInFunction> = new Map(
  Object.entries({
    ...logicFunctions,
    ...textFunctions,
    convertToJson,
    format,
  }).map(([name, builtIn]) => [name.toLowerCase(), builtIn]),
);

/** @returns undefined if no expression has it. Case does not matter. */
export function findBuiltInFunction(name: string): BuiltInFunction | undefined {
  return builtInFunctions.get(name.toLowerCase());
}
