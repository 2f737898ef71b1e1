import { renderMarkdown } from './markdown';

const render = (source: string) =>
  renderMarkdown(source, href => `/file/${href}`).text;

describe('Markdown on the pages', () => {
  it.each([
    '<script>alert(1)</script>',
    'Text <img src=x onerror=alert(1)> text',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '<code><svg/onload=alert(1)>',
    '<kbd> <img/src=x onerror=alert(1)> </kbd>',
    '<pre>a</pre> <samp><meta/http-equiv=refresh content=x>',
  ])('shows HTML instead of using it: %s', source => {
    expect(render(source)).not.toMatch(/<(script|img|svg|meta|a )/);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#10;script:alert(1))',
    '[x](&#x6a;avascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '[x](//evil.example)',
    '![x](javascript:alert(1))',
    '<javascript:alert(1)>',
    '[x][1]\n\n[1]: javascript:alert(1)',
  ])('makes no link that would run or leave without saying so: %s', source => {
    const hrefs = [...render(source).matchAll(/href="([^"]*)"/g)].map(
      match => match[1],
    );
    expect(hrefs.filter(href => !href.startsWith('/file/'))).toEqual([]);
  });

  it('keeps an attribute inside its quotes', () => {
    expect(
      render('[x](https://a.example/"onmouseover="alert(1))'),
    ).not.toContain('"onmouseover');
    expect(render('```a"onload="x\ncode\n```')).not.toContain('"onload');
  });

  it('keeps the entities and the characters of a text', () => {
    expect(render('a &copy; b & c < d "e" &#38;')).toBe(
      '<p>a &copy; b &amp; c &lt; d &quot;e&quot; &#38;</p>\n',
    );
  });

  it('renders tables, lists, code and links', () => {
    const html = render(
      '# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n`code` [docs](docs/a.md) [web](https://a.example)\n',
    );
    expect(html).toContain('<h2>T</h2>');
    expect(html).toContain('<table>');
    expect(html).toContain('href="/file/docs/a.md"');
    expect(html).toContain('href="https://a.example"');
  });
});
