/** How a report looks, on a screen and on A4. Colours are those of the page: its tokens stand before this. */
export const reportStyles = `
*, *::before, *::after { box-sizing: border-box; }
:root { color-scheme: light dark; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 14px/1.5 var(--font);
  font-variant-numeric: tabular-nums;
  -webkit-text-size-adjust: 100%;
  print-color-adjust: exact;
  -webkit-print-color-adjust: exact;
}
main { max-width: 960px; margin: 0 auto; padding: 40px 24px 64px; }
h1, h2, h3, p, dl, dd, figure, ul { margin: 0; padding: 0; }
h1 { font-size: 30px; font-weight: 650; line-height: 1.2; letter-spacing: -0.015em; }
h2 { margin-bottom: 8px; font-size: 17px; font-weight: 600; line-height: 1.3; }
h3 { font-size: 14px; font-weight: 600; }
section { margin-top: 40px; }
section > p { max-width: 68ch; margin-bottom: 12px; color: var(--muted); }
a { color: var(--focus); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.hint { color: var(--muted); font-size: 12px; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 48px; align-items: start; }
.pair.uneven { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); }

header .kind { display: flex; align-items: center; gap: 8px; margin-bottom: 16px; color: var(--muted); }
.mark { width: 22px; height: 22px; }
.mark .arch { fill: none; stroke: var(--text); stroke-width: 2; stroke-linecap: round; }
.mark .fire { fill: var(--accent); }
header > .hint { margin-top: 8px; font-size: 14px; }
.figures { display: flex; flex-wrap: wrap; gap: 16px 40px; }
header .figures { margin-top: 24px; padding: 20px 0; border-block: 1px solid var(--line); }
.figures dt { color: var(--muted); font-size: 12px; }
.figures dd:not(.hint) { font-size: 24px; font-weight: 600; line-height: 1.25; }

table { width: 100%; border-collapse: collapse; font-size: 13px; }
th, td { padding: 5px 0 5px 16px; font-weight: 400; text-align: left; white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; }
thead th { color: var(--muted); font-size: 12px; border-bottom: 1px solid var(--line); }
tbody tr + tr > * { border-top: 1px solid var(--sunken); }
tfoot tr:first-child > * { border-top: 1px solid var(--line-strong); }
tfoot th { color: var(--muted); white-space: normal; }
th.number, td.number { text-align: right; }
.results table { max-width: 720px; }
.results th:first-child { width: 96px; }
.best > * { font-weight: 600; }
.results .note { margin-right: 8px; color: var(--muted); font-size: 12px; font-weight: 400; }
.frame { overflow-x: auto; scrollbar-width: thin; }

.curves > div { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 24px 40px; }
.curve figcaption { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 4px 16px; margin-bottom: 8px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; color: var(--muted); font-size: 12px; }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.legend .key { width: 22px; height: 12px; }
.curve > svg, .calibration svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--muted); font-size: 12px; }
.grid { stroke: var(--line); }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.faint { stroke-width: 1; opacity: 0.3; }
.line.level { stroke-width: 1.5; stroke-dasharray: 0.1 4; }
.line.muted { stroke: var(--muted); }
.beyond { font-size: 12px; color: var(--muted); }
.line.points { stroke-width: 1.5; stroke-dasharray: 4 4; }
.point { fill: var(--page); stroke-width: 2; }
.line.train { stroke: var(--train); }
.validation:is(.line, .point) { stroke: var(--validation); }
.test:is(.line, .point) { stroke: var(--test); }

.matrix { width: 100%; border-collapse: separate; border-spacing: 2px; }
.matrix caption { padding-left: 64px; color: var(--muted); font-size: 12px; }
.matrix th, .matrix td { min-width: 40px; padding: 7px 6px; border: 0; text-align: center; }
.matrix thead th { border: 0; font-size: 13px; }
.matrix thead th:first-child { color: var(--muted); font-size: 12px; text-align: right; }
.matrix tbody th { max-width: 120px; color: var(--muted); text-align: right; overflow: hidden; text-overflow: ellipsis; }
.matrix tbody tr + tr > * { border: 0; }
.matrix td { border-radius: 4px; background: color-mix(in oklab, var(--hue, var(--bad)) var(--tint), var(--sunken)); }
.matrix .right { --hue: var(--train); font-weight: 600; }
.matrix .none { background: none; color: var(--muted); }

.calibration > div { display: grid; gap: 12px; }
.calibration svg { max-width: 260px; }
.calibration > div > div { display: grid; gap: 12px; }
.calibration .figures { gap: 8px 24px; }
.bar { fill: var(--train); opacity: 0.75; }
.gap { fill: var(--bad); opacity: 0.4; }
.ideal { stroke: var(--text); stroke-dasharray: 4 3; }

img { display: block; image-rendering: pixelated; }
.mistakes ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(72px, 1fr)); gap: 16px 12px; list-style: none; }
.mistakes li { display: grid; justify-items: center; line-height: 1.35; }
.mistakes img { width: 64px; margin-bottom: 4px; border-radius: 4px; }
.samples dl { display: grid; gap: 6px; }
.samples dl > div { display: grid; grid-template-columns: minmax(24px, max-content) minmax(0, 1fr); gap: 12px; align-items: center; }
.samples dt { max-width: 120px; overflow: hidden; color: var(--muted); text-overflow: ellipsis; }
.samples dd img { height: 32px; }

.settings .groups { columns: 3; column-gap: 40px; }
.settings .group { break-inside: avoid; margin-bottom: 20px; }
.settings .group > h3, .settings > h3 { margin-bottom: 4px; }
.settings dl > div { display: flex; justify-content: space-between; gap: 16px; padding: 2px 0; font-size: 13px; }
.settings dt { color: var(--muted); }
.settings dd { text-align: right; }
.settings ul, .meaning ul { display: grid; gap: 6px; max-width: 72ch; padding-left: 18px; }
.depth-1 { padding-left: 16px !important; }
.depth-2 { padding-left: 32px !important; }
.depth-3 { padding-left: 48px !important; }
.network th { white-space: normal; }
.again .link { font-size: 12px; overflow-wrap: anywhere; }

@media screen and (prefers-color-scheme: dark) {
  img { filter: invert(1); }
}
@media screen and (max-width: 760px) {
  main { padding: 24px 16px 48px; }
  h1 { font-size: 24px; }
  .pair, .pair.uneven, .curves > div { grid-template-columns: minmax(0, 1fr); }
  .settings .groups { columns: 1; }
  .results table { font-size: 12px; }
  .results th, .results td { padding-left: 8px; white-space: normal; }
}
@media screen and (max-width: 480px) {
  .curve > svg text { font-size: 16px; }
  .matrix caption { padding-left: 40px; }
  .matrix th, .matrix td, .matrix thead th { min-width: 25px; padding: 6px 1px; font-size: 11px; }
  .matrix th:first-child { padding-right: 4px; white-space: normal; }
}
@media screen and (min-width: 761px) and (max-width: 900px) {
  .settings .groups { columns: 2; }
}
@page { size: A4; margin: 16mm 15mm; }
@media print {
  :root { color-scheme: light; --page: #fff; --sunken: #f3f1ee; }
  body { font-size: 10.5px; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 22px; }
  h2 { font-size: 13px; }
  h3 { font-size: 11px; }
  section { margin-top: 22px; }
  table, .settings dl > div { font-size: 10px; }
  .hint, .legend, thead th, .matrix thead th, .matrix thead th:first-child, .matrix caption, .results .note, .figures dt { font-size: 9px; }
  .curve > svg text { font-size: 13px; }
  .calibration svg text { font-size: 11px; }
  header > .hint { font-size: 10.5px; }
  .figures dd:not(.hint) { font-size: 17px; }
  th, td { padding-block: 3px; }
  .matrix th, .matrix td { min-width: 34px; padding: 5px 4px; }
  .mistakes ul { grid-template-columns: repeat(9, 1fr); }
  .mistakes img { width: 44px; }
  .samples dd img { height: 24px; }
  .frame { overflow: visible; }
  h2, h3, thead, .curve, .calibration, .mistakes li, .mistakes, .confusion, .classes, .meaning, .again, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
