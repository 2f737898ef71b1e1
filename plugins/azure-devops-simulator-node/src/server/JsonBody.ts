import { invalidArgument } from '../errors/requestErrors';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Azure DevOps reads property names without regard to case. */
export function property(object: JsonObject, name: string): unknown {
  if (name in object) {
    return object[name];
  }
  const lower = name.toLowerCase();
  const key = Object.keys(object).find(
    candidate => candidate.toLowerCase() === lower,
  );
  return key === undefined ? undefined : object[key];
}

/** A text; numbers are taken as their text, null as absent. */
export function text(object: JsonObject, name: string): string | undefined {
  const value = property(object, name);
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number') {
    return String(value);
  }
  throw invalidArgument(`The value of '${name}' is not a text.`);
}

export function wholeNumber(
  object: JsonObject,
  name: string,
): number | undefined {
  const value = property(object, name);
  if (value === undefined || value === null) {
    return undefined;
  }
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    throw invalidArgument(`The value of '${name}' is not a whole number.`);
  }
  return number;
}

export function truth(object: JsonObject, name: string): boolean | undefined {
  const value = property(object, name);
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === 'boolean') {
    return value;
  }
  if (value === 'true' || value === 'false') {
    return value === 'true';
  }
  throw invalidArgument(`The value of '${name}' is neither true nor false.`);
}

export function child(
  object: JsonObject,
  name: string,
): JsonObject | undefined {
  const value = property(object, name);
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!isJsonObject(value)) {
    throw invalidArgument(`The value of '${name}' is not an object.`);
  }
  return value;
}

export function items(
  object: JsonObject,
  name: string,
): readonly unknown[] | undefined {
  const value = property(object, name);
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    throw invalidArgument(`The value of '${name}' is not a list.`);
  }
  return value;
}
