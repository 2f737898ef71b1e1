import { html, Html } from './html';
import { PageRequest } from './PageContext';

/** The part of a long list that a page shows, and the way to the others. */
export interface PagedList<T> {
  readonly shown: readonly T[];
  readonly navigation: Html;
}

function addressOf(request: PageRequest, page: number): string {
  const query = new URLSearchParams(request.query);
  query.set('page', String(page));
  return `?${query}`;
}

/** Cuts a long list: `page` in the address says which part is wanted, counting from 1. */
export function pagedList<T>(
  request: PageRequest,
  all: readonly T[],
  options: { readonly size: number; readonly label: string },
): PagedList<T> {
  const { size, label } = options;
  const last = Math.max(1, Math.ceil(all.length / size));
  const wanted = Math.floor(Number(request.query.get('page') ?? 1)) || 1;
  const page = Math.min(Math.max(wanted, 1), last);
  const start = (page - 1) * size;
  const shown = all.slice(start, start + size);
  const navigation =
    last > 1
      ? html`<nav aria-label="${label}">
          <p>
            ${page > 1 &&
            html`<a href="${addressOf(request, page - 1)}" rel="prev"
                >Previous</a
              >
              ·`}
            ${start + 1} to ${start + shown.length} of ${all.length}
            ${page < last &&
            html`·
              <a href="${addressOf(request, page + 1)}" rel="next">Next</a>`}
          </p>
        </nav>`
      : html``;
  return { shown, navigation };
}
