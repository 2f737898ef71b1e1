import { LineSplitter } from './LineSplitter';
import { SecretMasker } from './SecretMasker';

describe('SecretMasker', () => {
  it('masks secrets that overlap as one', () => {
    const masker = new SecretMasker();
    masker.add('abcd');
    masker.add('cdef');
    expect(masker.mask('x abcdef y abcd cdef')).toBe('x *** y *** ***');
  });

  it('masks other spellings and single lines of a value', () => {
    const masker = new SecretMasker();
    masker.add('two words "quoted"');
    masker.add('-----BEGIN-----\r\nabcdefgh\r\n}\r\n');
    expect(masker.mask('two%20words%20%22quoted%22')).toBe('***');
    expect(masker.mask('{"a":"two words \\"quoted\\""}')).toBe('{"a":"***"}');
    expect(masker.mask('is abcdefgh here }')).toBe('is *** here }');
  });

  it('leaves text alone where there is nothing to hide', () => {
    const masker = new SecretMasker();
    masker.add('');
    expect(masker.mask('plain')).toBe('plain');
  });
});

describe('LineSplitter', () => {
  function split(...chunks: readonly Uint8Array[]): readonly string[] {
    const lines: string[] = [];
    const splitter = new LineSplitter(line => lines.push(line));
    chunks.forEach(chunk => splitter.push(chunk));
    splitter.end();
    return lines;
  }
  const bytes = (text: string) => Buffer.from(text);

  it('puts lines together that come in pieces, whatever ends them', () => {
    expect(
      split(bytes('one\r'), bytes('\ntw'), bytes('o\rthree\n\nfour')),
    ).toEqual(['one', 'two', 'three', '', 'four']);
  });

  it('reads a character that comes in two pieces', () => {
    const euro = bytes('€\n');
    expect(split(euro.subarray(0, 1), euro.subarray(1))).toEqual(['€']);
  });

  it('keeps only the start of an endless line', () => {
    const [line, ...more] = split(
      ...Array.from({ length: 40 }, () => bytes('x'.repeat(10_000))),
      bytes('\nend'),
    );
    expect(line).toHaveLength(128 * 1024);
    expect(more).toEqual(['end']);
  });
});
