/** HTML that is safe to send: what came from people has been escaped on the way in. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => replacements[character]);
}

export type HtmlValue =
  | Html
  | string
  | number
  | undefined
  | false
  | readonly HtmlValue[];

function render(value: HtmlValue): string {
  if (value === undefined || value === false) {
    return '';
  }
  if (value instanceof Html) {
    return value.text;
  }
  return Array.isArray(value)
    ? value.map(render).join('')
    : escapeHtml(String(value));
}

/** Template tag: texts are escaped, HTML is taken as it is. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly HtmlValue[]
): Html {
  return new Html(
    strings
      .map(
        (text, index) =>
          text + (index < values.length ? render(values[index]) : ''),
      )
      .join(''),
  );
}
