/** Where the keyboard is after something was done to the list of layers. */
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
