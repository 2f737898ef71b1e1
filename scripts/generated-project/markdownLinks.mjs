// @ts-check
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const IGNORED = new Set([
  '.git',
  '.venv',
  'node_modules',
  'outputs',
  '.pytest_cache',
  '.ruff_cache',
  '.mypy_cache',
]);

/** An address of its own, such as https: or mailto:, which is not looked at. */
const ELSEWHERE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Every Markdown file below a folder, relative to it, sorted.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function listMarkdown(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !IGNORED.has(name))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      return entry.isDirectory()
        ? listMarkdown(path).map(file => join(entry.name, file))
        : [entry.name];
    })
    .filter(file => file.endsWith('.md'))
    .sort();
}

/**
 * The links of a project's Markdown files that lead nowhere: to a file that is not there, or to a
 * heading that the page does not have.
 *
 * @param {string} project
 * @returns {Map<string, string[]>} complaints by file
 */
export function findBrokenLinks(project) {
  return new Map(
    listMarkdown(project).map(file => [file, brokenLinksOf(project, file)]),
  );
}

/**
 * @param {string} project
 * @param {string} file
 */
function brokenLinksOf(project, file) {
  const path = join(project, file);
  const text = withoutCode(readFileSync(path, 'utf8'));
  const targets = [
    ...text.matchAll(/\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g),
    ...text.matchAll(/^\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/gm),
  ].map(match => match[1]);
  return targets.flatMap(target => {
    if (ELSEWHERE.test(target)) {
      return [];
    }
    const [name, anchor] = target.split('#');
    const place =
      name === ''
        ? path
        : name.startsWith('/')
        ? join(project, name)
        : resolve(dirname(path), decodeURIComponent(name));
    if (relative(project, place).startsWith('..') || !existsSync(place)) {
      return [`${target}: there is no such file`];
    }
    if (anchor === undefined || !place.endsWith('.md')) {
      return [];
    }
    const anchors = anchorsOf(readFileSync(place, 'utf8'));
    return anchors.has(anchor)
      ? []
      : [`${target}: the page has only ${[...anchors].join(', ')}`];
  });
}

/**
 * The anchors of a page's headings, as Python-Markdown names them.
 *
 * @param {string} text
 */
export function anchorsOf(text) {
  /** @type {Set<string>} */
  const anchors = new Set();
  const page = withoutBlocks(text);
  for (const [, title] of page.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const own = /\{[^}]*#([\w-]+)[^}]*\}\s*$/.exec(title)?.[1];
    const plain = title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .normalize('NFKD')
      .replace(/[^\p{ASCII}]/gu, '')
      .replace(/[^\w\s-]/g, '')
      .trim()
      .toLowerCase()
      .replace(/[-\s]+/g, '-');
    let anchor = own ?? plain;
    for (let number = 1; anchors.has(anchor); number += 1) {
      anchor = `${plain}_${number}`;
    }
    anchors.add(anchor);
  }
  for (const [, anchor] of page.matchAll(/<[^>]+\s(?:id|name)="([^"]+)"/g)) {
    anchors.add(anchor);
  }
  return anchors;
}

/** @param {string} text */
function withoutCode(text) {
  return withoutBlocks(text).replace(/(`+)(?:(?!\1)[\s\S])*?\1/g, '');
}

/** @param {string} text */
function withoutBlocks(text) {
  return text.replace(
    /^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\s*\2[^\S\n]*$/gm,
    '',
  );
}
