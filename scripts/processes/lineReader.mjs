// @ts-check
import { stripVTControlCharacters } from 'node:util';
import { StringDecoder } from 'node:string_decoder';

/**
 * Cuts a stream of chunks into lines. A carriage return (a redrawn progress line) ends a line too.
 *
 * @param {(line: string) => void} onLine
 * @returns {{ write(chunk: Buffer): void, end(): void }}
 */
export function createLineReader(onLine) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    write(chunk) {
      const lines = (rest + decoder.write(chunk)).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    },
    end() {
      if (rest !== '') {
        onLine(rest);
        rest = '';
      }
    },
  };
}

/**
 * A line without the control sequences that colour it.
 *
 * @param {string} line
 */
export function plainText(line) {
  return stripVTControlCharacters(line);
}
