/** The icons in use, by what they mean here. From Heroicons (MIT); only those listed are bundled. */

import down from 'heroicons/16/solid/arrow-down.svg?raw';
import save from 'heroicons/16/solid/arrow-down-tray.svg?raw';
import reset from 'heroicons/16/solid/arrow-path.svg?raw';
import away from 'heroicons/16/solid/arrow-top-right-on-square.svg?raw';
import up from 'heroicons/16/solid/arrow-up.svg?raw';
import upload from 'heroicons/16/solid/arrow-up-tray.svg?raw';
import undo from 'heroicons/16/solid/arrow-uturn-left.svg?raw';
import redo from 'heroicons/16/solid/arrow-uturn-right.svg?raw';
import whole from 'heroicons/16/solid/arrows-pointing-out.svg?raw';
import swap from 'heroicons/16/solid/arrows-right-left.svg?raw';
import grip from 'heroicons/16/solid/bars-2.svg?raw';
import speed from 'heroicons/16/solid/bolt.svg?raw';
import right from 'heroicons/16/solid/check.svg?raw';
import menu from 'heroicons/16/solid/chevron-down.svg?raw';
import open from 'heroicons/16/solid/chevron-right.svg?raw';
import copy from 'heroicons/16/solid/clipboard-document.svg?raw';
import keys from 'heroicons/16/solid/command-line.svg?raw';
import system from 'heroicons/16/solid/computer-desktop.svg?raw';
import duplicate from 'heroicons/16/solid/document-duplicate.svg?raw';
import more from 'heroicons/16/solid/ellipsis-horizontal.svg?raw';
import warning from 'heroicons/16/solid/exclamation-triangle.svg?raw';
import step from 'heroicons/16/solid/forward.svg?raw';
import idea from 'heroicons/16/solid/light-bulb.svg?raw';
import dark from 'heroicons/16/solid/moon.svg?raw';
import pause from 'heroicons/16/solid/pause.svg?raw';
import rename from 'heroicons/16/solid/pencil.svg?raw';
import play from 'heroicons/16/solid/play.svg?raw';
import help from 'heroicons/16/solid/question-mark-circle.svg?raw';
import share from 'heroicons/16/solid/share.svg?raw';
import star from 'heroicons/16/solid/star.svg?raw';
import stop from 'heroicons/16/solid/stop.svg?raw';
import light from 'heroicons/16/solid/sun.svg?raw';
import tag from 'heroicons/16/solid/tag.svg?raw';
import clear from 'heroicons/16/solid/trash.svg?raw';
import close from 'heroicons/16/solid/x-mark.svg?raw';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';

const icons = {
  tag,
  more,
  star,
  rename,
  away,
  share,
  idea,
  keys,
  right,
  whole,
  reset,
  save,
  clear,
  close,
  copy,
  dark,
  down,
  duplicate,
  grip,
  help,
  light,
  menu,
  open,
  pause,
  play,
  redo,
  speed,
  step,
  stop,
  swap,
  system,
  undo,
  up,
  upload,
  warning,
};

export type IconName = keyof typeof icons;

/** Decoration only, and hidden from screen readers: the text beside it, or its button's label, says what it is. */
export function icon(name: IconName): ReturnType<typeof unsafeSVG> {
  return unsafeSVG(icons[name]);
}
