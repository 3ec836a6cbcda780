import { describe, expect, it } from 'vitest';
import { reduce } from '../reduce.js';
import { initialState, views } from '../state.js';
import {
  isShown,
  isViewShown,
  lessonPresets,
  noLesson,
  partNames,
  parts,
  presetOf,
  presets,
  viewWithin,
} from './lesson.js';

describe('a lesson', () => {
  it('shows what it names; a page that is none shows everything', () => {
    const lesson = { ...noLesson, shown: ['draw', 'commands'] as const };
    expect(partNames.filter((name) => isShown(lesson, name))).toEqual(['draw', 'commands']);
    expect(partNames.every((name) => isShown(noLesson, name))).toBe(true);
    expect(views.filter((view) => isViewShown(lesson, view))).toEqual(['train']);
    expect(views.every((view) => isViewShown(noLesson, view))).toBe(true);
  });

  it('stays within its views, whatever an address or a key asks for', () => {
    const lesson = { ...noLesson, shown: ['evaluate', 'commands'] as const };
    expect(viewWithin(lesson, 'train')).toBe('evaluate');
    const state = { ...initialState, view: 'evaluate' as const, lesson };
    expect(reduce(state, { type: 'viewChosen', view: 'train' })).toBe(state);
    expect(reduce(initialState, { type: 'viewChosen', view: 'evaluate' }).view).toBe('evaluate');
  });

  it('is made of presets or part by part, always in the same order', () => {
    let state = reduce(initialState, { type: 'partsChosen', names: presets.draw });
    expect(presetOf(state.lesson.chosen ?? [])).toBe('draw');
    state = reduce(state, { type: 'partToggled', name: 'charts' });
    expect(state.lesson.chosen).toEqual(['charts', 'draw', 'commands']);
    expect(presetOf(state.lesson.chosen ?? [])).toBeNull();
    state = reduce(state, { type: 'partToggled', name: 'draw' });
    expect(state.lesson.chosen).toEqual(['charts', 'commands']);
    // What this page shows is not what is being made.
    expect(state.lesson.shown).toBeNull();
  });

  it('forgets that a link was copied once another one would be', () => {
    const copied = reduce(initialState, { type: 'linkCopied', outcome: 'copied' });
    expect(reduce(copied, { type: 'linkFormChosen', form: 'frame' })).toMatchObject({
      linkCopied: null,
      lesson: { form: 'frame' },
    });
  });

  it('has presets that can be looked at and trained', () => {
    for (const preset of lessonPresets) {
      expect(
        presets[preset].some((name) => parts[name].view !== null),
        preset,
      ).toBe(true);
      expect(presets[preset], preset).toContain('commands');
    }
  });
});
