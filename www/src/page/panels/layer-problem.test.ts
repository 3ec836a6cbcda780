import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import { refusalOf } from '../../view/setup/refusal.js';
import { translated } from './layer-problem.js';

const [en, zh] = [new Words('en'), new Words('zh')];
const say = (reason: string, words: Words) =>
  translated(refusalOf(`layer 1 (x) cannot take an input of shape [1, 2]: ${reason}`).reason, words);

it('says the core’s reasons in the visitor’s language, with its numbers', () => {
  expect(say('it takes features, not an image. Put a flatten layer before it.', zh)).toContain('展平');
  expect(say('patches of 5 do not fill it. Use a size that divides 28 and 14.', en)).toContain('divides 28 and 14');
  expect(say('its layers turn [1, 28, 28] into [8, 26, 26], to which the input cannot be added.', en)).toContain(
    'from 28 × 28 × 1 to 26 × 26 × 8',
  );
  expect(say('something that nobody has thought of yet', zh)).toBeNull();
});

it('knows every reason that the core gives for a layer that does not fit', () => {
  const folder = new URL('../../../../crates/core/src/model/layer/', import.meta.url);
  const source = readdirSync(folder)
    .filter((name) => name.endsWith('.rs') && name !== 'tests.rs')
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  // Strings as they stand in the source: joined over lines, with a number in every blank.
  const reasons = [...source.matchAll(/(?:Err\(|format!\(\s*|NO_IMAGE: &str =\s*)"((?:[^"\\]|\\[\s\S])*)"/g)]
    .map(([, text = '']) =>
      text
        .replaceAll(/\\\n\s*/g, '')
        .replaceAll('\\"', '"')
        .replaceAll(/\{[^}]*\}/g, '8'),
    )
    .map((text) => text.replaceAll('turn 8 into 8', 'turn [8] into [8]'))
    // What the fields themselves refuse before the core is asked.
    .filter((text) => / /.test(text) && !/must be (at least|0 to 1)|^within it|more than 8 deep/.test(text));
  expect(reasons.length).toBeGreaterThan(12);
  expect(reasons.filter((reason) => say(reason, zh) === null)).toEqual([]);
});
