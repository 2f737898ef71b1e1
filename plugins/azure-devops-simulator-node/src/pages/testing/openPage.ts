// Node loads jsdom, since jest cannot: parts of it are ECMAScript modules.
const { JSDOM } = process.getBuiltinModule('module').createRequire(__filename)(
  'jsdom',
) as typeof import('jsdom');

/** A page as a browser has it after loading, without running scripts. */
export interface OpenedPage {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly document: Document;
  /** What people read of an element, in one line. */
  read(selector: string): string;
  /** Addresses of links by their text. */
  link(label: string | RegExp): string;
}

const inOneLine = (text: string | null | undefined) =>
  (text ?? '').replace(/\s+/g, ' ').trim();

export async function openPage(
  url: string,
  options: RequestInit = {},
): Promise<OpenedPage> {
  // A connection of its own: the server may just be closing an idle one.
  const headers = { connection: 'close', ...options.headers };
  const response = await fetch(url, {
    redirect: 'manual',
    ...options,
    headers,
  });
  const text = await response.text();
  const { document } = new JSDOM(text.replace(/<\/(td|th|li)>/g, ' $&'), {
    url,
  }).window;
  return {
    status: response.status,
    headers: response.headers,
    text,
    document,
    read: selector => inOneLine(document.querySelector(selector)?.textContent),
    link: label => {
      const found = [...document.querySelectorAll('a')].find(anchor => {
        const name = inOneLine(anchor.textContent);
        return typeof label === 'string' ? name === label : label.test(name);
      });
      if (!found) {
        throw new Error(`${url} has no link '${label}'`);
      }
      return found.href;
    },
  };
}
