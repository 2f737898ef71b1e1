import { Authenticator } from '../server/Authenticator';
import { html, Html } from './html';
import { layout } from './layout';
import { Reader } from './Reader';

export const signInPath = '/_signin';
export const signOutPath = '/_signout';

/** Only an address of this simulator: nobody is sent elsewhere after signing in. */
export function safeReturn(address: string | null): string {
  return address !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(address)
    ? address
    : '/';
}

/** The page on which somebody gives a personal access token. */
export function signInPage(options: {
  readonly reader: Reader;
  readonly returnTo: string;
  readonly formToken: string;
  readonly problem?: string;
}): string {
  const { reader, returnTo, formToken, problem } = options;
  const form = html`<form method="post" action="${signInPath}">
    <input type="hidden" name="formToken" value="${formToken}" />
    <input type="hidden" name="returnTo" value="${returnTo}" />
    <label for="token">Personal access token</label>
    <input
      id="token"
      name="token"
      type="password"
      autocomplete="current-password"
      aria-describedby="about"
      required
    />
    <p id="about" class="muted">
      The token that the simulator printed when it started, or another one of
      its seed. It is not kept: a cookie stands for it for eight hours.
    </p>
    <button>Sign in</button>
  </form>`;
  return layout({
    title: problem ? 'Not signed in' : 'Sign in',
    breadcrumbs: [{ label: 'Organizations', href: '/' }],
    reader: { ...reader, address: returnTo },
    body: html`<h1>Sign in</h1>
      <p>
        To read, nobody has to sign in. To approve, to run a pipeline and the
        like, sign in with a token that may change things.
      </p>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`} ${form}`,
  });
}

const problems = {
  none: 'No token was given.',
  unknown: 'This token is not known here.',
  expired: 'This token has expired.',
} as const;

/** Looks a token up: its problem, or nothing. */
export function tokenProblem(
  authenticator: Authenticator,
  token: string,
): string | undefined {
  const { outcome } = authenticator.authenticate(token && `Bearer ${token}`);
  return outcome === 'accepted' ? undefined : problems[outcome];
}

/** A page of one sentence: why something was not done. */
export function messagePage(options: {
  readonly reader?: Reader;
  readonly title: string;
  readonly body: Html;
}): string {
  return layout({
    ...(options.reader && { reader: options.reader }),
    title: options.title,
    breadcrumbs: [{ label: 'Organizations', href: '/' }],
    body: html`<h1>${options.title}</h1>
      ${options.body}`,
  });
}
