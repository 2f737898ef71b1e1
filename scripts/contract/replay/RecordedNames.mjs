// @ts-check

const IDENTIFIER =
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const NUMBER = /^\d+$/;

/** Of a subject: a group, a person, the scope of a project. */
const DESCRIPTOR = /^(aad|aadgp|msa|scp|svc|vssgp)\.[\w-]+$/;

/**
 * What the recorded service called a thing, and what ours calls it. Ids are learned from answers to
 * the same request, by where they stand in them.
 */
export class RecordedNames {
  constructor() {
    /** @type {Map<string, string>} */
    this.names = new Map();
  }

  /**
   * @param {string} recorded
   * @param {string} actual
   */
  add(recorded, actual) {
    this.names.delete(recorded);
    if (recorded !== actual) {
      this.names.set(recorded, actual);
    }
  }

  /**
   * @param {unknown} recorded
   * @param {unknown} actual
   */
  learn(recorded, actual) {
    if (Array.isArray(recorded) && Array.isArray(actual)) {
      for (const item of recorded) {
        this.learn(item, counterpart(item, { recorded, actual }));
      }
      return;
    }
    if (!isObject(recorded) || !isObject(actual)) {
      return;
    }
    for (const [name, value] of Object.entries(recorded)) {
      if (DESCRIPTOR.test(name)) {
        this.learn(
          value,
          counterpart(value, {
            recorded: Object.values(recorded),
            actual: Object.values(actual),
          }),
        );
        continue;
      }
      const other = actual[name];
      if (isId(name, value) && isId(name, other)) {
        this.add(String(value), String(other));
      } else {
        this.learn(value, other);
      }
    }
  }

  /**
   * The text with every known name replaced; numbers only where they are a whole path segment or
   * an id in a query.
   *
   * @param {string} text
   */
  translate(text) {
    return this.#translateTexts(text).replace(
      /(?<=\/|ids?=|definitions=)\d+(?=[/?&]|$)/gi,
      // All at once: what one number becomes may be another recorded one.
      number => this.names.get(number) ?? number,
    );
  }

  /** @param {string} text */
  #translateTexts(text) {
    let translated = text;
    for (const [recorded, actual] of this.names) {
      if (!NUMBER.test(recorded)) {
        translated = translated.split(recorded).join(actual);
      }
    }
    return translated;
  }

  /**
   * An answer with the keys of its objects translated: some are ids.
   *
   * @param {unknown} value
   * @returns {unknown}
   */
  translateKeys(value) {
    if (Array.isArray(value)) {
      return value.map(item => this.translateKeys(item));
    }
    return isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [
            this.names.get(key) ?? key,
            this.translateKeys(item),
          ]),
        )
      : value;
  }

  /**
   * A body, in which numbers are values of properties that end in `id`.
   *
   * @param {string} body
   */
  translateBody(body) {
    return this.#translateTexts(body).replace(
      /("\w*id"\s*:\s*"?)(\d+)(?=["\s,}])/gi,
      (_, before, number) => `${before}${this.names.get(number) ?? number}`,
    );
  }
}

/**
 * A list may have other things in it: items belong together by name, or because there is only one.
 *
 * @param {any} item
 * @param {{ recorded: any[], actual: any[] }} lists
 */
function counterpart(item, { recorded, actual }) {
  const name = nameOf(item);
  const found =
    name === undefined
      ? undefined
      : actual.find(other => nameOf(other) === name);
  return (
    found ??
    (recorded.length === 1 && actual.length === 1 ? actual[0] : undefined)
  );
}

/** @param {any} item */
function nameOf(item) {
  return item?.name ?? item?.principalName;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function isId(name, value) {
  if (typeof value === 'string') {
    return (
      IDENTIFIER.test(value) ||
      DESCRIPTOR.test(value) ||
      /^(descriptor|commitId|.*[oO]bjectId)$/.test(name)
    );
  }
  return typeof value === 'number' && /^(id|.*Id)$/.test(name);
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
