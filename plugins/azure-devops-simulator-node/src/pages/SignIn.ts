import { Request, Response } from 'express';
import { baseUrlOf } from '../server/apiHandler';
import { Authenticator, tokenDigest } from '../server/Authenticator';
import { readCookie, setCookie } from './cookies';
import { isFromElsewhere } from './forms';
import { html } from './html';
import { PageResult } from './PageResult';
import { Reader } from './Reader';
import { isSameSecret, Sessions, sessionSeconds } from './Sessions';
import {
  messagePage,
  safeReturn,
  signInPage,
  signInPath,
  tokenProblem,
} from './signInPages';

const formSeconds = 60 * 60;

/** Signing in with a personal access token, and out. */
export class SignIn {
  readonly #sessions: Sessions;
  readonly #authenticator: Authenticator;
  readonly #secret: () => string;

  constructor(options: {
    readonly sessions: Sessions;
    readonly authenticator: Authenticator;
    /** A text that nobody can guess. */
    readonly secret: () => string;
  }) {
    this.#sessions = options.sessions;
    this.#authenticator = options.authenticator;
    this.#secret = options.secret;
  }

  show(options: {
    readonly request: Request;
    readonly response: Response;
    readonly reader: Reader;
    readonly search: string;
  }): PageResult {
    const { request, response, reader, search } = options;
    const returnTo = safeReturn(new URLSearchParams(search).get('returnTo'));
    const formToken = this.#giveFormToken(request, response);
    return signInPage({ reader, returnTo, formToken });
  }

  start(options: {
    readonly request: Request;
    readonly response: Response;
    readonly reader: Reader;
    readonly form: URLSearchParams;
  }): PageResult {
    const { request, response, reader, form } = options;
    const expected = readCookie(request, 'azure-devops-simulator-form');
    const returnTo = safeReturn(form.get('returnTo'));
    if (
      isFromElsewhere(request, baseUrlOf(request)) ||
      !expected ||
      !isSameSecret(expected, form.get('formToken') ?? '')
    ) {
      return this.#foreignForm(reader);
    }
    const token = (form.get('token') ?? '').trim();
    const problem = tokenProblem(this.#authenticator, token);
    if (problem) {
      const formToken = this.#giveFormToken(request, response);
      return {
        kind: 'refusal',
        status: 403,
        document: signInPage({ reader, returnTo, formToken, problem }),
      };
    }
    this.#set(request, response, this.#sessions.start(tokenDigest(token)));
    return { kind: 'redirect', to: returnTo };
  }

  end(request: Request, response: Response, form: URLSearchParams): PageResult {
    const id = readCookie(request, 'azure-devops-simulator-session');
    this.#sessions.end(id ?? '');
    this.#set(request, response, '');
    return { kind: 'redirect', to: safeReturn(form.get('returnTo')) };
  }

  /** Why a form is not taken: nobody has signed in, or it comes from elsewhere. */
  refusalOf(
    request: Request,
    reader: Reader,
    form: URLSearchParams,
  ): PageResult | undefined {
    const { session, address } = reader;
    if (!session) {
      const query = new URLSearchParams({ returnTo: address });
      return {
        kind: 'refusal',
        status: 401,
        document: messagePage({
          reader,
          title: 'Sign in first',
          body: html`<p>
            Nobody has signed in, or the session has ended.
            <a href="${signInPath}?${query.toString()}">Sign in</a> and try
            again.
          </p>`,
        }),
      };
    }
    return isFromElsewhere(request, baseUrlOf(request)) ||
      !isSameSecret(session.formToken, form.get('formToken') ?? '')
      ? this.#foreignForm(reader)
      : undefined;
  }

  #foreignForm(reader: Reader): PageResult {
    return {
      kind: 'refusal',
      status: 403,
      document: messagePage({
        reader,
        title: 'Not done',
        body: html`<p>
          The form does not come from the page that is open now. Open the page
          again and send it from there.
        </p>`,
      }),
    };
  }

  /** Nobody has a session before signing in, so that a cookie guards this form. */
  #giveFormToken(request: Request, response: Response): string {
    const value = this.#secret();
    setCookie(response, {
      name: 'azure-devops-simulator-form',
      value,
      seconds: formSeconds,
      isSecure: request.protocol === 'https',
    });
    return value;
  }

  #set(request: Request, response: Response, value: string): void {
    setCookie(response, {
      name: 'azure-devops-simulator-session',
      value,
      seconds: sessionSeconds,
      isSecure: request.protocol === 'https',
    });
  }
}
