/** Keys as the visitor's keyboard has them: Ctrl+Shift+Z, and ⇧⌘Z on a Mac. */

interface Platform {
  readonly platform: string;
}

/** In the order in which a Mac writes them. */
const macSigns: readonly (readonly [string, string])[] = [
  ['alt', '⌥'],
  ['shift', '⇧'],
  ['ctrl', '⌘'],
];

/** `keys` as shortcuts are written: `ctrl+shift+z`, where Ctrl is what a Mac has Cmd for. */
export function keyName(keys: string, { platform }: Platform = navigator): string {
  const parts = keys.split('+');
  if (!/^(Mac|iPhone|iPad)/.test(platform)) return parts.map(capital).join('+');
  const signs = macSigns.filter(([name]) => parts.includes(name)).map(([, sign]) => sign);
  const others = parts.filter((part) => macSigns.every(([name]) => name !== part)).map(capital);
  return [...signs, ...others].join('');
}

const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
