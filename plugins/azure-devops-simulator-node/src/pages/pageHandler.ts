import { randomBytes } from 'node:crypto';
import { Request, RequestHandler, Response } from 'express';
import { AzureDevOpsError } from '../errors/AzureDevOpsError';
import { notSimulated } from '../errors/protocolErrors';
import { baseUrlOf } from '../server/apiHandler';
import { Authenticator } from '../server/Authenticator';
import { SimulatorEnvironment } from '../server/Environment';
import { readCookie } from './cookies';
import { readForm } from './forms';
import { html } from './html';
import { liveScript, liveScriptPath } from './liveScript';
import { PageNotFoundError } from './PageContext';
import { PageResult } from './PageResult';
import { PageAddress, renderPage, takesForm } from './pageTable';
import { Reader } from './Reader';
import { Sessions } from './Sessions';
import { SignIn } from './SignIn';
import { messagePage, signInPath, signOutPath } from './signInPages';
import { styleSource } from './style';

/** Only the page's own style and script run, nothing is loaded from elsewhere, no other site may frame the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${styleSource}`,
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  // Not no-referrer: with it, browsers send forms without their origin.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

function send(response: Response, result: PageResult): void {
  response.set(headers);
  if (typeof result === 'string') {
    response.type('html').end(result);
    return;
  }
  switch (result.kind) {
    case 'file':
      response.attachment(result.name).end(Buffer.from(result.body));
      return;
    case 'stored':
      response.attachment(result.name).sendFile(result.file, {
        dotfiles: 'allow',
        cacheControl: false,
      });
      return;
    case 'redirect':
      response.redirect(303, result.to);
      return;
    default:
      response.status(result.status).type('html').end(result.document);
  }
}

function notFound(error: PageNotFoundError, reader: Reader): PageResult {
  return {
    kind: 'refusal',
    status: 404,
    document: messagePage({
      reader,
      title: 'Not found',
      body: html`<p>${error.message}</p>`,
    }),
  };
}

function notDone(error: AzureDevOpsError, reader: Reader): PageResult {
  return {
    kind: 'refusal',
    status: error.status,
    document: messagePage({
      reader,
      title: 'Not done',
      body: html`<p class="problem" role="alert">${error.message}</p>
        <p><a href="${reader.address}">Back to the page</a></p>`,
    }),
  };
}

async function show(address: PageAddress): Promise<PageResult> {
  try {
    return await renderPage(address);
  } catch (error) {
    if (error instanceof PageNotFoundError) {
      return notFound(error, address.reader);
    }
    if (address.form && error instanceof AzureDevOpsError) {
      return notDone(error, address.reader);
    }
    throw error;
  }
}

async function post(
  address: Omit<PageAddress, 'form'>,
  request: Request,
  response: Response,
  signIn: SignIn,
): Promise<PageResult> {
  const isAboutSigning = [signInPath, signOutPath].includes(address.path);
  if (!isAboutSigning && !takesForm(address.path)) {
    throw notSimulated(request.method, address.path);
  }
  const form = await readForm(request, response);
  if (address.path === signInPath) {
    return signIn.start({ request, response, reader: address.reader, form });
  }
  const refusal = signIn.refusalOf(request, address.reader, form);
  if (refusal) {
    return refusal;
  }
  return address.path === signOutPath
    ? signIn.end(request, response, form)
    : show({ ...address, form });
}

/** The pages for people. They are readable without a token, since only this machine reaches them. */
export function pageHandler(environment: SimulatorEnvironment): RequestHandler {
  const secret = () => randomBytes(32).toString('base64url');
  const sessions = new Sessions({ ...environment, secret });
  const signIn = new SignIn({
    sessions,
    authenticator: new Authenticator(environment),
    secret,
  });
  return async (request, response) => {
    const [path, search = ''] = request.originalUrl.split('?', 2);
    if (path === liveScriptPath) {
      response.set(headers).type('text/javascript').end(liveScript);
      return;
    }
    const cookie = readCookie(request, 'azure-devops-simulator-session');
    const session = cookie ? sessions.find(cookie) : undefined;
    const reader: Reader = {
      address: request.originalUrl,
      ...(session && { session }),
    };
    const origin = baseUrlOf(request);
    const address = { environment, origin, path, search, reader };
    if (request.method === 'POST') {
      send(response, await post(address, request, response, signIn));
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw notSimulated(request.method, path);
    } else if (path === signInPath) {
      send(response, signIn.show({ request, response, reader, search }));
    } else {
      send(response, await show(address));
    }
  };
}
