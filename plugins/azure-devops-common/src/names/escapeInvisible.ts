/**
 * A text with what cannot be seen written out: a name from a file or from
 * Azure DevOps must not move the cursor, or turn the direction of writing.
 *
 * @public
 */
export function escapeInvisible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
