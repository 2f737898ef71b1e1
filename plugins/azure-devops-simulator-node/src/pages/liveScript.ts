/** Address of the one script of these pages. */
export const liveScriptPath = '/_pages/live.js';

/**
 * Renews the parts of a live page that have changed. Parts carry `data-live`
 * and an id; a log (`data-log`) gets new lines at its end instead. What
 * somebody is working in stays as it is until they have left it.
 */
export const liveScript = `'use strict';
(() => {
  const pause = 1500;
  const parse = text => new DOMParser().parseFromString(text, 'text/html');
  const isBusy = part =>
    (part.contains(document.activeElement) && document.activeElement.matches('input, select, textarea, button')) ||
    [...part.querySelectorAll('input:not([type=hidden]), textarea')].some(field => field.value !== field.defaultValue);
  const keepOpen = (from, to) => {
    for (const details of from.querySelectorAll('details[id]')) {
      const other = to.querySelector('#' + CSS.escape(details.id));
      if (other) { other.open = details.open; }
    }
  };
  const focusable = part => [...part.querySelectorAll('a[href], summary, [tabindex]')];
  const isAtEnd = () => window.innerHeight + window.scrollY >= document.body.scrollHeight - 80;
  const grow = (list, fresh) => {
    const last = list.lastElementChild;
    const seen = last ? Number(last.dataset.line) : 0;
    const follow = isAtEnd();
    for (const line of fresh.children) {
      if (Number(line.dataset.line) > seen) { list.append(document.adoptNode(line.cloneNode(true))); }
    }
    if (follow && list.lastElementChild !== last) { window.scrollTo(0, document.body.scrollHeight); }
  };
  const replace = page => {
    for (const part of document.querySelectorAll('[data-live][id]')) {
      const fresh = page.getElementById(part.id);
      if (!fresh || isBusy(part)) { continue; }
      keepOpen(part, fresh);
      if (fresh.outerHTML !== part.outerHTML) {
        const focused = part.contains(document.activeElement) ? focusable(part).indexOf(document.activeElement) : -1;
        part.replaceWith(document.adoptNode(fresh));
        if (focused >= 0) { focusable(fresh)[focused]?.focus({ preventScroll: true }); }
      }
    }
    for (const list of document.querySelectorAll('[data-log][id]')) {
      const fresh = page.getElementById(list.id);
      if (fresh) { grow(list, fresh); }
    }
  };
  const nextAddress = () => {
    const address = new URL(location.href);
    const last = document.querySelector('[data-log] > :last-child');
    if (last) { address.searchParams.set('from', String(Number(last.dataset.line) + 1)); address.searchParams.delete('l'); }
    address.hash = '';
    return address;
  };
  const renew = async () => {
    let isLive = true;
    try {
      const answer = await fetch(nextAddress(), { headers: { accept: 'text/html' } });
      if (answer.ok) {
        const page = parse(await answer.text());
        replace(page);
        isLive = page.querySelector('script[src="${liveScriptPath}"]') !== null;
      }
    } catch (error) {
      console.warn('The page could not be renewed; it tries again.', error);
    }
    if (isLive) { setTimeout(renew, pause); }
  };
  setTimeout(renew, pause);
})();
`;
