import { Marked, Tokens } from 'marked';
import { escapeHtml, Html } from './html';

/** Turns a link in a document into one that works on its page; undefined if it must not be followed. */
export type LinkResolver = (href: string) => string | undefined;

/** As the parser does it: an entity that the author wrote stays one. */
function escapeText(text: string): string {
  return text
    .replace(/&(?!(#\d{1,7}|#x[\da-f]{1,6}|\w+);)/gi, '&amp;')
    .replace(/[<>"']/g, escapeHtml);
}

const harmless = /^(https?:|mailto:|#)/i;
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;

/** Only what leads to a page or a mail is a link; `javascript:` and the like are not. */
function safeLink(href: string, resolve: LinkResolver): string | undefined {
  const plain = [...href].filter(character => character > ' ').join('');
  if (harmless.test(plain)) {
    return plain;
  }
  return hasScheme.test(plain) || plain.startsWith('//')
    ? undefined
    : resolve(plain);
}

/**
 * Renders Markdown that may come from anywhere: HTML in it is shown, not
 * used, and nothing is fetched from elsewhere.
 */
export function renderMarkdown(source: string, resolve: LinkResolver): Html {
  const marked = new Marked({
    gfm: true,
    renderer: {
      // Between the tags of <code>, <pre> and the like the parser takes a text for HTML already.
      text(token: Tokens.Text | Tokens.Escape) {
        return 'tokens' in token && token.tokens
          ? this.parser.parseInline(token.tokens)
          : escapeText(token.text);
      },
      html: (token: Tokens.HTML | Tokens.Tag) => escapeHtml(token.text),
      heading(token: Tokens.Heading) {
        // The page has a heading of the first level already.
        const level = Math.min(token.depth + 1, 6);
        return `<h${level}>${this.parser.parseInline(
          token.tokens,
        )}</h${level}>\n`;
      },
      link(token: Tokens.Link) {
        const text = this.parser.parseInline(token.tokens);
        const href = safeLink(token.href, resolve);
        return href === undefined
          ? text
          : `<a href="${escapeHtml(
              href,
            )}" rel="nofollow noreferrer">${text}</a>`;
      },
      image(token: Tokens.Image) {
        const href = safeLink(token.href, resolve);
        const text = escapeHtml(token.text || 'image');
        return href === undefined
          ? text
          : `<a href="${escapeHtml(
              href,
            )}" rel="nofollow noreferrer">${text}</a>`;
      },
    },
  });
  return new Html(marked.parse(source, { async: false }));
}
