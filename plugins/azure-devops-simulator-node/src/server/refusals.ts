import { Response } from 'express';
import { html } from '../pages/html';
import { layout } from '../pages/layout';

const challenges = [
  'Bearer authorization_uri="https://login.microsoftonline.com/"',
  'Basic realm="Azure DevOps simulator"',
];

/** 401 without a body to speak of, as for a token that nobody knows. */
export function refuseUnknownToken(response: Response): void {
  response
    .status(401)
    .set('www-authenticate', challenges)
    .set('content-length', '0')
    .end();
}

/**
 * The sign-in page with status 203: what Azure DevOps sends for an expired
 * token, and to a browser that has not signed in.
 */
export function sendSignInPage(response: Response): void {
  const body = layout({
    title: 'Sign in',
    breadcrumbs: [],
    body: html`<h1>Sign in</h1>
      <p>
        This address needs a personal access token. The one that was sent has
        expired, or none was sent.
      </p>`,
  });
  response
    .status(203)
    .set('content-type', 'text/html; charset=utf-8')
    .set('www-authenticate', challenges)
    .end(body);
}
