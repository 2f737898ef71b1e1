// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listMarkdown } from './markdownLinks.mjs';

/** Languages of a block that a reader would paste into a terminal. */
const SHELL = /^(bash|sh|shell|console)$/;

/**
 * Lines that cannot run offline or are done already, and why. A block may hold others beside them,
 * which run. What is an example of something that only a reader can fill in is no `bash` block.
 *
 * @type {{ pattern: RegExp, reason: string }[]}
 */
export const NOT_RUN = [
  {
    pattern: /^git (clone|push|pull|fetch)\b/,
    reason: 'needs the repository in Azure DevOps',
  },
  {
    pattern: /^(az|azd|kubectl|helm|docker|gh)\s/,
    reason: 'needs an account or a cluster',
  },
  {
    pattern: /--backend azureml(?!.*--dry-run)/,
    reason: 'needs an Azure Machine Learning workspace',
  },
  {
    pattern: /(-m venv\b|^source \S*activate$|-m pip install\b|^uv pip )/,
    reason: 'the packages of the lock are installed already',
  },
  { pattern: /^cd \S+$/, reason: 'the block runs in the project already' },
  { pattern: /<[a-z][a-z_ -]*>/, reason: 'a reader fills something in' },
  {
    pattern: /\b(mkdocs serve|jupyter (lab|notebook)|mlflow (ui|server))\b/,
    reason: 'serves until somebody ends it',
  },
  {
    pattern: /\bmkdocs build\b/,
    reason: 'a check of its own builds the pages, with the tool of the portal',
  },
  {
    pattern: /^(pre-commit) /,
    reason: 'downloads its hooks from other repositories',
  },
  { pattern: /^code /, reason: 'opens an editor' },
];

/**
 * The shell blocks of a page.
 *
 * @typedef {object} ShellPage
 * @property {string} file
 * @property {string} script everything that runs, each line announced; empty when nothing does
 * @property {{ line: string, reason: string }[]} leftOut
 */

/**
 * The pages of a project that have shell blocks.
 *
 * @param {string} project
 * @returns {ShellPage[]}
 */
export function shellPagesOf(project) {
  return listMarkdown(project)
    .map(file => pageOf(file, readFileSync(join(project, file), 'utf8')))
    .filter(({ script, leftOut }) => script !== '' || leftOut.length > 0);
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {ShellPage}
 */
export function pageOf(file, text) {
  /** @type {ShellPage['leftOut']} */
  const leftOut = [];
  /** @type {string[]} */
  const kept = [];
  for (const line of shellBlocksOf(text).flatMap(logicalLines)) {
    const rule = NOT_RUN.find(({ pattern }) =>
      pattern.test(line.replace(/\s+#.*$/, '')),
    );
    if (rule) {
      leftOut.push({ line, reason: rule.reason });
    } else {
      kept.push(line);
    }
  }
  const hasCommand = kept.some(line => !line.startsWith('#'));
  return { file, script: hasCommand ? `${kept.join('\n')}\n` : '', leftOut };
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function shellBlocksOf(text) {
  const blocks = text.matchAll(
    /^( *)(`{3,}|~{3,}) *([\w-]*)[^\n]*\n([\s\S]*?)^\1?\2[^\S\n]*$/gm,
  );
  return [...blocks]
    .filter(([, , , language]) => SHELL.test(language))
    .map(([, indent, , , body]) =>
      body
        .split('\n')
        .map(line =>
          line.startsWith(indent) ? line.slice(indent.length) : line,
        )
        .join('\n'),
    );
}

/**
 * Lines as the shell sees them: one that ends with a backslash goes on, and so does a here document.
 *
 * @param {string} block
 * @returns {string[]}
 */
function logicalLines(block) {
  /** @type {string[]} */
  const lines = [];
  let open = '';
  let end = '';
  for (const line of block.split('\n')) {
    const text = open === '' ? line : `${open}\n${line}`;
    end = end || (/<<-?\s*['"]?(\w+)['"]?/.exec(line)?.[1] ?? '');
    const isOpen = end ? line.trim() !== end : line.endsWith('\\');
    open = isOpen ? text : '';
    if (!isOpen) {
      end = '';
      if (text.trim() !== '') {
        lines.push(text.trim());
      }
    }
  }
  return open === '' ? lines : [...lines, open.trim()];
}
