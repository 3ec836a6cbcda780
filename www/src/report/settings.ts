/** Everything that the run was told: settings group by group, changes made by hand on the way, layers with their sizes. */
import type { PlainKey, Words } from '../locale/words.js';
import { type Markup, markup } from '../markup.js';
import type { Change, RunConfig } from '../protocol.js';
import type { Control } from '../state/setup/field.js';
import { type GroupName, groups, type RunFieldId, runFields } from '../state/setup/run-fields.js';
import type { LayerRow, ReportInput } from './input.js';

const titles: Readonly<Record<GroupName, PlainKey>> = {
  main: 'training.title',
  optimizer: 'setup.group.optimizer',
  schedule: 'setup.group.schedule',
  loss: 'setup.group.loss',
  start: 'setup.group.start',
  stopping: 'setup.group.stopping',
  images: 'report.images',
  augmentation: 'report.augmentation',
};
const order: readonly GroupName[] = [
  'main',
  'optimizer',
  'schedule',
  'loss',
  'start',
  'images',
  'augmentation',
  'stopping',
];

export function settings({ run: { config } }: ReportInput, words: Words): Markup | null {
  if (!config) return null;
  return markup`<section class="settings">
  <h2>${words.t('report.settings')}</h2>
  <div class="groups">${order.map((name) => group(config, name, words))}</div>
  ${changes(config, words)}
</section>`;
}

function group(config: RunConfig, name: GroupName, words: Words): Markup | null {
  const rows = groups[name].flatMap((id: RunFieldId) => {
    const value = runFields[id].read(config);
    return value === null ? [] : [{ id, value }];
  });
  if (rows.length === 0) return null;
  return markup`<div class="group"><h3>${words.t(titles[name])}</h3>
    <dl>${rows.map(
      ({ id, value }) =>
        markup`<div><dt>${words.t(`training.${id}`)}</dt><dd>${told(id, runFields[id].control, value, words)}</dd></div>`,
    )}</dl></div>`;
}

function told(id: RunFieldId, { kind }: Control, value: string, words: Words): string {
  switch (kind) {
    case 'choice':
      return words.find(`training.${id}.${value}`) ?? value;
    case 'switch':
      return words.t(value === 'on' ? 'setup.on' : 'setup.off');
    case 'number':
      return value === '' ? (words.find(`training.${id}.empty`) ?? words.t('setup.none')) : value;
    default:
      return kind satisfies never;
  }
}

function changes(config: RunConfig, words: Words): Markup | null {
  const made = config.changes ?? [];
  if (made.length === 0) return null;
  return markup`<h3>${words.t('report.changes')}</h3><ul>${made.map(
    (change) =>
      markup`<li>${words.t('report.change', { step: change.step ?? 0, what: words.list(changed(change, words)) })}</li>`,
  )}</ul>`;
}

function changed({ learningRate, weightDecay, dropout, clipping }: Change, words: Words): string[] {
  const values: readonly (readonly [RunFieldId, number | null | undefined])[] = [
    ['learningRate', learningRate],
    ['weightDecay', weightDecay],
    ['dropout', dropout],
    ...(clipping
      ? ([
          ['clippingNorm', clipping.norm],
          ['clippingValue', clipping.value],
        ] as const)
      : []),
  ];
  return values.flatMap(([id, value]) =>
    value === undefined || (value === null && !id.startsWith('clipping'))
      ? []
      : [`${words.t(`training.${id}`)} ${value ?? words.t('setup.none')}`],
  );
}

export function network({ layers, network, run, data }: ReportInput, words: Words): Markup {
  const { height, width } = data.info;
  return markup`<section class="network">
  <h2>${words.t('network.title')}</h2>
  <p>${words.plural('network.summary', run.info?.summary.numParams ?? 0, 'params', { name: network })}</p>
  <table>
    <thead><tr><th scope="col">${words.t('report.layer')}</th><th scope="col" class="number">${words.t(
      'network.output',
    )}</th><th scope="col" class="number">${words.t('network.params')}</th></tr></thead>
    <tbody>
      <tr><th scope="row">${words.t('network.input')}</th><td class="number">${height} × ${width} × 1</td><td class="number"></td></tr>
      ${layers.map((layer) => row(layer, words))}
    </tbody>
  </table>
</section>`;
}

function row({ name, depth, output, numParams }: LayerRow, words: Words): Markup {
  return markup`<tr><th scope="row" class="depth-${Math.min(3, depth)}">${name}</th><td class="number">${output}</td><td class="number">${
    numParams > 0 ? words.number(numParams) : ''
  }</td></tr>`;
}
