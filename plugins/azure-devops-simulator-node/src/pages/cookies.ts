import { Request, Response } from 'express';

/** The cookie of a session, and the one that guards the form to sign in. */
export type CookieName =
  | 'azure-devops-simulator-session'
  | 'azure-devops-simulator-form';

export function readCookie(
  request: Request,
  name: CookieName,
): string | undefined {
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map(part => part.trim())
    .find(part => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** Sets a cookie that no script and no other site gets; an empty value removes it. */
export function setCookie(
  response: Response,
  cookie: {
    readonly name: CookieName;
    readonly value: string;
    readonly seconds: number;
    readonly isSecure: boolean;
  },
): void {
  response.append(
    'set-cookie',
    [
      `${cookie.name}=${cookie.value}`,
      'Path=/',
      `Max-Age=${cookie.value === '' ? 0 : cookie.seconds}`,
      'HttpOnly',
      'SameSite=Strict',
      ...(cookie.isSecure ? ['Secure'] : []),
    ].join('; '),
  );
}
