import { projectUnknown } from '../errors/coreErrors';
import {
  invalidArgument,
  malformedBody,
  missingArgument,
} from '../errors/requestErrors';
import { lookUpProject } from '../routes/core/lookUpProject';
import {
  OrganizationRecord,
  ProjectRecord,
  UserRecord,
} from '../store/records';
import { JsonObject, isJsonObject } from './JsonBody';
import { SimulatorEnvironment } from './Environment';

export interface ApiRequestOptions {
  readonly environment: SimulatorEnvironment;
  readonly method: string;
  readonly baseUrl: string;
  readonly organization: OrganizationRecord;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly apiVersion?: string;
  readonly body: unknown;
  /** The body of an upload, which is not read as JSON. */
  readonly bytes?: Uint8Array;
  readonly user: UserRecord;
}

/** A REST request after authentication and routing. */
export class ApiRequest {
  readonly environment: SimulatorEnvironment;
  readonly method: string;
  /** Scheme, host and port by which the caller reached the simulator. */
  readonly baseUrl: string;
  readonly organization: OrganizationRecord;
  readonly parameters: Readonly<Record<string, string>>;
  readonly accept: string;
  readonly contentType: string;
  readonly apiVersion?: string;
  readonly user: UserRecord;
  readonly #query: ReadonlyMap<string, string>;
  readonly #body: unknown;
  readonly #bytes: Uint8Array;

  constructor(options: ApiRequestOptions) {
    this.environment = options.environment;
    this.method = options.method;
    this.baseUrl = options.baseUrl;
    this.organization = options.organization;
    this.parameters = options.parameters;
    this.accept = options.accept;
    this.contentType = options.contentType;
    this.apiVersion = options.apiVersion;
    this.user = options.user;
    this.#query = new Map(
      [...options.query].map(([name, value]) => [name.toLowerCase(), value]),
    );
    this.#body = options.body;
    this.#bytes = options.bytes ?? new Uint8Array();
  }

  get store() {
    return this.environment.store;
  }

  /** The current time as Azure DevOps writes it. */
  get timestamp(): string {
    return this.environment.now().toISOString();
  }

  /** Query parameters are found without regard to case. */
  query(name: string): string | undefined {
    const value = this.#query.get(name.toLowerCase());
    return value === '' ? undefined : value;
  }

  requiredQuery(name: string): string {
    const value = this.query(name);
    if (value === undefined) {
      throw missingArgument(name);
    }
    return value;
  }

  flag(name: string): boolean {
    return this.query(name)?.toLowerCase() === 'true';
  }

  /** A list written `a,b,c`. */
  queryList(name: string): readonly string[] {
    return (this.query(name) ?? '')
      .split(',')
      .map(part => part.trim())
      .filter(Boolean);
  }

  queryNumber(name: string): number | undefined {
    const text = this.query(name);
    if (text === undefined) {
      return undefined;
    }
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0) {
      throw invalidArgument(
        `The value '${text}' of the parameter ${name} is not a whole number from 0 upwards.`,
      );
    }
    return value;
  }

  parameter(name: string): string {
    return this.parameters[name] ?? '';
  }

  objectBody(): JsonObject {
    if (!isJsonObject(this.#body)) {
      throw malformedBody('an object is expected');
    }
    return this.#body;
  }

  arrayBody(): readonly unknown[] {
    if (!Array.isArray(this.#body)) {
      throw malformedBody('an array is expected');
    }
    return this.#body;
  }

  /** The body as it came, for uploads. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  hasBody(): boolean {
    return this.#body !== undefined && this.#body !== null;
  }

  /** The project named in the path; Azure DevOps takes its name or its id. */
  get project(): ProjectRecord {
    return this.findProject(this.parameter('project'));
  }

  get optionalProject(): ProjectRecord | undefined {
    return this.parameters.project === undefined ? undefined : this.project;
  }

  findProject(nameOrId: string): ProjectRecord {
    const found = lookUpProject(this.store, this.organization, nameOrId);
    if (!found) {
      throw projectUnknown(nameOrId);
    }
    return found;
  }
}
