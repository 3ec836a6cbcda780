/** What the next run will be: a preset, and what was changed of it. */
import type { Preset, RunConfig, Summary } from '../../protocol.js';
import { type Checked, check, type Draft, draftOf, type FieldName } from '../form.js';

export interface SetupState {
  readonly presets: readonly Preset[];
  readonly preset: Preset | null;
  readonly draft: Draft | null;
  /** Of the preset's network on the images at hand. */
  readonly summary: Summary | null;
  /** The field whose explanation is open. */
  readonly help: FieldName | null;
}

export type SetupEvent =
  | { type: 'presetsArrived'; presets: readonly Preset[] }
  | { type: 'presetChosen'; id: string }
  /** Replaces everything that was set. */
  | { type: 'configChosen'; config: RunConfig }
  | { type: 'fieldEdited'; name: FieldName; text: string }
  | { type: 'fieldsReset' }
  | { type: 'helpToggled'; name: FieldName }
  | { type: 'summarized'; preset: Preset; summary: Summary };

export const noSetup: SetupState = { presets: [], preset: null, draft: null, summary: null, help: null };

export function reduceSetup(setup: SetupState, event: SetupEvent): SetupState {
  switch (event.type) {
    case 'presetsArrived':
      return choosePreset({ ...setup, presets: event.presets }, event.presets[0]);
    case 'presetChosen':
      return choosePreset(
        setup,
        setup.presets.find((preset) => preset.id === event.id),
      );
    case 'configChosen':
      return setup.preset ? choosePreset(setup, { ...setup.preset, config: event.config }) : setup;
    case 'fieldEdited':
      return setup.draft ? { ...setup, draft: { ...setup.draft, [event.name]: event.text } } : setup;
    case 'fieldsReset':
      return choosePreset(
        setup,
        setup.presets.find((preset) => preset.id === setup.preset?.id),
      );
    case 'helpToggled':
      return { ...setup, help: setup.help === event.name ? null : event.name };
    case 'summarized':
      return event.preset === setup.preset ? { ...setup, summary: event.summary } : setup;
    default:
      return event satisfies never;
  }
}

/** The settings as they stand, read and checked; null while there are none. */
export function checkedSetup({ preset, draft }: SetupState): Checked | null {
  return preset && draft ? check(draft, preset) : null;
}

/** What the next run would be; null while there is nothing, or a setting is wrong. */
export function configOf(setup: SetupState): RunConfig | null {
  return checkedSetup(setup)?.config ?? null;
}

function choosePreset(setup: SetupState, preset: Preset | undefined): SetupState {
  if (!preset) return setup;
  const summary = preset === setup.preset ? setup.summary : null;
  return { ...setup, preset, draft: draftOf(preset.config), summary };
}
