import { OpenedPage, openPage } from './openPage';

/** Somebody at a browser: keeps cookies, fills in forms and follows where they lead. */
export class Reader {
  readonly #cookies = new Map<string, string>();

  get cookies(): string {
    return [...this.#cookies]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  }

  async open(url: string, options: RequestInit = {}): Promise<OpenedPage> {
    const page = await openPage(url, {
      ...options,
      headers: { cookie: this.cookies, ...options.headers },
    });
    for (const cookie of page.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split('=');
      this.#cookies.set(name, value);
    }
    const location = page.headers.get('location');
    return location === null ? page : this.open(new URL(location, url).href);
  }

  /** Sends the form that has a button of this label, as a browser does. */
  async send(
    page: OpenedPage,
    label: string | RegExp,
    fields: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OpenedPage> {
    const button = [...page.document.querySelectorAll('button')].find(
      candidate => {
        const text = (candidate.textContent ?? '').replace(/\s+/g, ' ').trim();
        return typeof label === 'string' ? text === label : label.test(text);
      },
    );
    const form = button?.form;
    if (!button || !form) {
      throw new Error(`${page.document.URL} has no form with '${label}'.`);
    }
    const body = new URLSearchParams();
    for (const field of form.querySelectorAll<HTMLInputElement>('[name]')) {
      if (field.tagName !== 'BUTTON') {
        body.set(field.name, fields[field.name] ?? field.value);
      }
    }
    if (button.name) {
      body.set(button.name, button.value);
    }
    const { origin } = new URL(form.action);
    return this.open(form.action, {
      method: 'POST',
      body,
      headers: { origin, 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** Goes to the page, by way of signing in. */
  async signIn(url: string, token: string): Promise<OpenedPage> {
    const page = await this.open(url);
    const form = await this.open(page.link('Sign in'));
    return this.send(form, 'Sign in', { token });
  }
}
