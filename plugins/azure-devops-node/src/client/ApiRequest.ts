import type { ServiceHost } from './hosts';
import type { ApiArea } from './requiredAccess';

/** A call of the REST API. */
export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A query that is sent as POST because it is long: changes nothing, so it may be made again. */
  readonly reads?: true;
  /** For messages. */
  readonly area: ApiArea;
  /** Parts of the path below the organization, not encoded. */
  readonly path: readonly string[];
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** Of the body; `application/json` when absent. */
  readonly contentType?: string;
  readonly service?: ServiceHost;
}

/** Whether a call changes nothing. */
export function isRead({ method = 'GET', reads }: ApiRequest): boolean {
  return method === 'GET' || reads === true;
}
