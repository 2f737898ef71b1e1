/** What a page gives back: a whole document, a file to keep, or the way to another page. */
export type PageResult =
  | string
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'stored'; readonly name: string; readonly file: string }
  | { readonly kind: 'redirect'; readonly to: string }
  /** A document that says why something was not done. */
  | {
      readonly kind: 'refusal';
      readonly status: number;
      readonly document: string;
    };
