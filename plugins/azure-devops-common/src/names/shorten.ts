import { escapeInvisible } from './escapeInvisible';

/** A text as a message shows it, however long it is and whatever it holds. */
export function shorten(text: string): string {
  return escapeInvisible(text.length > 80 ? `${text.slice(0, 77)}…` : text);
}
