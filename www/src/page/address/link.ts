/**
 * A run in an address: `run=1.mlp.synthetic.eyJ...`, which is the version of this spelling, the preset, the data set and,
 * in base64url, what differs from the preset as JSON. Whoever opens it gets the same run. Reads whatever it is given and
 * says what is wrong with it; whether the settings can be trained is the core's to say.
 */
import { isObject, parseJson } from '../../guards.js';
import type { Preset, RunConfig } from '../../protocol.js';
import { parts as configParts, isAbsent, isConfig, isPart } from '../../state/run/config-shape.js';
import { isSame } from '../../state/setup/difference.js';
import type { DataChoice } from '../../state/state.js';

export const linkParameter = 'run';
const version = '1';

export interface SharedRun {
  readonly preset: Preset;
  readonly config: RunConfig;
  readonly data: DataChoice;
}

/** `future`: written by a later Kiln. `bad`: by none. */
export type LinkProblem = 'future' | 'bad';

const dataChoices: readonly DataChoice[] = ['synthetic', 'mnist', 'files'];

export function writeLink({ preset, config, data }: SharedRun): string {
  const names = Object.keys(configParts).filter(isPart);
  const differing = names.filter((name) => !isSame(config[name], preset.config[name]));
  // Null for what the preset has and this one has not.
  const patch = Object.fromEntries(differing.map((name) => [name, config[name] ?? null]));
  const parts = [version, preset.id, data];
  return [...parts, ...(differing.length > 0 ? [toBase64Url(JSON.stringify(patch))] : [])].join('.');
}

export function readLink(text: string, presets: readonly Preset[]): SharedRun | LinkProblem {
  const [found, id, choice, encoded, ...rest] = text.split('.');
  if (found !== version) return /^\d{1,4}$/.test(found ?? '') && Number(found) > Number(version) ? 'future' : 'bad';
  const preset = presets.find((one) => one.id === id);
  const data = dataChoices.find((one) => one === choice);
  if (!preset || !data || rest.length > 0) return 'bad';
  const patch = encoded === undefined ? {} : parse(encoded);
  if (patch === null) return 'bad';
  const entries = Object.entries(patch);
  if (entries.some(([name]) => !isPart(name))) return 'future';
  if (!entries.every(([name, value]) => isPart(name) && (configParts[name](value) || isAbsent(name, value))))
    return 'bad';
  const merged = Object.entries({ ...preset.config, ...patch }).filter(([, value]) => value !== null);
  const config: unknown = Object.fromEntries(merged);
  return isConfig(config) ? { preset, config, data } : 'bad';
}

function parse(encoded: string): object | null {
  try {
    const value = parseJson(fromBase64Url(encoded));
    return isObject(value) ? value : null;
  } catch {
    // No base64.
    return null;
  }
}

/** Of ASCII, which all of a configuration is. */
function toBase64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(encoded: string): string {
  return atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
}
