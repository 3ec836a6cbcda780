/** How every menu of the page, a `<details>` that opens over what is below, goes away. */

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
