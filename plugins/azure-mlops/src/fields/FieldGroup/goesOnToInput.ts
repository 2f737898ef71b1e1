import type { FocusEvent } from 'react';

/**
 * Whether the user leaves an input for another one, and so has finished with it.
 *
 * Going to a button does not count: a message that appears between pressing and releasing
 * the mouse moves the button away from under it, and the click is lost. The button that
 * submits shows every message anyway.
 */
export function goesOnToInput(event: FocusEvent): boolean {
  const next = event.relatedTarget;
  return next instanceof Element && next.matches('input, select, textarea');
}
