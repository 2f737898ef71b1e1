const nonAscii = /[^ -~\s]/;

function foldCharacter(character: string): string {
  const upper = character.toUpperCase();
  // A letter stays one letter, and no letter becomes an ASCII letter.
  const isLetter = upper.length === 1 && nonAscii.test(upper);
  return isLetter || !nonAscii.test(character) ? upper : character;
}

/** Two texts are the same, but for case, if they fold to the same text (ordinal ignore-case). */
export function foldCase(text: string): string {
  return nonAscii.test(text)
    ? text.replace(/[^]/g, foldCharacter)
    : text.toUpperCase();
}
