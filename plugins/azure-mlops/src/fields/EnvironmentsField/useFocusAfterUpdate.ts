import { useEffect, useState } from 'react';

/**
 * Takes the keyboard focus to an element once the next update has put it on the page.
 *
 * Of the given ids the first one that can take the focus gets it: a button
 * that has just become disabled cannot.
 */
export function useFocusAfterUpdate(): (ids: readonly string[]) => void {
  const [request, setRequest] = useState<readonly string[]>([]);
  useEffect(() => {
    request
      .map(id => document.getElementById(id))
      .find(element => element && !element.matches(':disabled'))
      ?.focus();
  }, [request]);
  return setRequest;
}
