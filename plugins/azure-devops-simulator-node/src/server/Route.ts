import { ApiAnswer } from './ApiAnswer';
import { ApiRequest } from './ApiRequest';

export type HttpMethod =
  | 'GET'
  | 'POST'
  | 'PUT'
  | 'PATCH'
  | 'DELETE'
  | 'HEAD'
  | 'OPTIONS';

/** One operation of the REST API. */
export interface Route {
  readonly method: HttpMethod;
  /**
   * Path below the organization. `{name}` is one segment, `{#name}` a number,
   * `{*name}` the rest, and `[...]` may be absent.
   */
  readonly path: string;
  /** The operation is published as a preview only, so clients must ask for `-preview`. */
  readonly preview?: boolean;
  /** The oldest version that is served, when it is older than 5.0: hundred times the major part plus the minor one. */
  readonly oldestVersion?: number;
  /** A POST that changes nothing, allowed to a token that may only read. */
  readonly reads?: boolean;
  /** The body is a file, not JSON. */
  readonly upload?: boolean;
  readonly handle: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;
}

export interface RouteMatch {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly expression: RegExp;
  readonly names: readonly string[];
}

const segments: Readonly<Record<string, string>> = {
  '': '([^/]+)',
  '#': '(\\d+)',
  '*': '(.+)',
};

function escaped(text: string): string {
  return text.replace(/[.*+?^$()|\\{}]/g, '\\$&');
}

function compile(route: Route): CompiledRoute {
  const names: string[] = [];
  const expression = route.path
    .split(/(\{[*#]?\w+\}|\[|\])/)
    .map(part => {
      if (part === '[') {
        return '(?:';
      }
      if (part === ']') {
        return ')?';
      }
      const placeholder = /^\{([*#]?)(\w+)\}$/.exec(part);
      if (!placeholder) {
        return escaped(part);
      }
      names.push(placeholder[2]);
      return segments[placeholder[1]];
    })
    .join('');
  return { route, expression: new RegExp(`^${expression}/?$`, 'i'), names };
}

/** Finds the operation for a method and a path. */
export class RouteTable {
  readonly #routes: readonly CompiledRoute[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map(compile);
  }

  /** Throws a `URIError` if the path is not percent-encoded properly. */
  match(method: string, path: string): RouteMatch | undefined {
    for (const { route, expression, names } of this.#routes) {
      const match = route.method === method ? expression.exec(path) : null;
      if (match) {
        const entries = names
          .map((name, index) => [name, match[index + 1]] as const)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, decodeURIComponent(value)] as const);
        return { route, parameters: Object.fromEntries(entries) };
      }
    }
    return undefined;
  }
}
