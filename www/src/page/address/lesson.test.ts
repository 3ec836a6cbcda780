import { describe, expect, it } from 'vitest';
import { partNames } from '../../state/slices/lesson.js';
import { frameOf, readLesson, withLesson } from './lesson.js';

describe('a lesson in an address', () => {
  it('is read as it is written, with every part that there is', () => {
    for (const shown of [['draw', 'commands'], ['charts'], partNames] as const) {
      const { search } = new URL(withLesson('https://kiln.example/?run=1.mlp.synthetic', shown));
      expect(readLesson(search)).toEqual({ shown, problem: null });
      expect(search).toContain('run=1.mlp.synthetic');
    }
  });

  it('is none where nothing is asked for, and can be taken out of an address', () => {
    expect(readLesson('?run=1.mlp.synthetic')).toEqual({ shown: null, problem: null });
    const address = withLesson('https://kiln.example/?show=draw&run=1.mlp.synthetic#evaluate', null);
    expect(address).toBe('https://kiln.example/?run=1.mlp.synthetic#evaluate');
  });

  it('may be written by hand', () => {
    expect(readLesson('?show=commands,draw,draw').shown).toEqual(['draw', 'commands']);
    expect(readLesson('?show=draw%2Ccharts').shown).toEqual(['charts', 'draw']);
  });

  it('shows what is known of a later one, and says what is not', () => {
    const { shown, problem } = readLesson('?show=draw.hologram.commands');
    expect(shown).toEqual(['draw', 'commands']);
    expect(problem?.code).toBe('lessonUnknown');
    expect(problem?.message).toContain('found "hologram"');
    expect(problem?.message).toContain('expected some of data, network');
  });

  it('is not followed where there would be nothing to look at', () => {
    for (const search of ['?show=', '?show=,,', '?show=hologram', '?show=commands', '?show=preferences.commands']) {
      expect(readLesson(search), search).toMatchObject({ shown: null, problem: { code: 'lessonBad' } });
    }
    // The names of what every object has are no parts.
    expect(readLesson('?show=toString.draw').problem?.code).toBe('lessonUnknown');
  });
});

it('a frame quotes what it is given', () => {
  const html = frameOf('https://kiln.example/?a=1&show=draw', 'Say "hi" <now>');
  expect(html).toContain('src="https://kiln.example/?a=1&amp;show=draw"');
  expect(html).toContain('title="Say &quot;hi&quot; &lt;now&gt;"');
  expect(html).toContain('allow="cross-origin-isolated; screen-wake-lock"');
  expect(html).toMatch(/^<iframe [^>]*loading="lazy"/);
});
