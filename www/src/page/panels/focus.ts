/** Where the keyboard is after something was done: in a menu, a `<details>` that opens over what is below, and in the list of layers. */

/** Back to what opened it. */
export function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || !(event.currentTarget instanceof HTMLDetailsElement)) return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary')?.focus();
}

export function closeOnLeave(event: FocusEvent): void {
  const menu = event.currentTarget;
  const next = event.relatedTarget;
  if (menu instanceof HTMLDetailsElement && !(next instanceof Node && menu.contains(next))) menu.open = false;
}

/** Of the list of layers. */
export function focusLayer(key: number): void {
  // Once it is drawn: moving an element takes the focus from it.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const element = document.getElementById(`layer-${key}`);
      element?.focus();
      element?.scrollIntoView({ block: 'nearest' });
    }),
  );
}
