/**
 * How commits since this file are described: `area: what it does`. Older ones are left alone. Skipped where there is no
 * history to read: in a download, or in a shallow clone.
 */
import { expect, test } from 'vitest';
import { answer } from './command.mjs';

/** What is wrong with a message; empty where nothing is. */
function complaints(message) {
  const [subject, blank] = message.trim().split('\n');
  const [, what] =
    subject.match(/^[a-z][a-z0-9-]*(?:\/[a-z0-9-]+)*(?:, [a-z][a-z0-9-]*(?:\/[a-z0-9-]+)*)*: (.*)$/) ?? [];
  const first = what?.split(/[ ,:]/)[0].toLowerCase();
  return [
    what === undefined && 'begin with the area: "core/train: ...", "page, view: ..."',
    subject.length > 72 && `at most 72 characters, found ${subject.length}`,
    /\.$/.test(subject) && 'no full stop at the end',
    (notImperative.has(first) || (/[^e]ed$/.test(first ?? '') && !endInEd.has(first))) && `imperative, not "${first}"`,
    /\bwip\b|^fixup!|^squash!/i.test(subject) && 'not finished',
    (blank ?? '') !== '' && 'an empty line between subject and body',
  ].filter(Boolean);
}

/** No verb, or one in another form: the common ones, since no list of all words is worth it. */
const notImperative = new Set(
  'a an the this that these it its there some each adds adding fixes fixing makes making uses using removes removing changes changing updates updating moves moving shows showing'.split(
    ' ',
  ),
);
/** Verbs that look like a past. */
const endInEd = new Set(['embed', 'shed', 'shred']);

/** Messages of the commits after the one that brought this file; null where they cannot be known. */
function messages() {
  const git = (...args) => answer('git', args);
  if (git('rev-parse', '--is-shallow-repository') !== 'false') return null;
  const path = 'scripts/lib/commits.test.mjs';
  const first = git('log', '--diff-filter=A', '--format=%H', '--', path)?.split('\n').at(-1);
  if (!first) return null;
  return git('log', '--no-merges', '--format=%B%x00', `${first}..HEAD`)
    .split('\0')
    .filter((message) => message.trim() !== '');
}

test('a message that is well formed passes, and each fault is told', () => {
  const well =
    'core/metric: average recall over the classes that are present\n\nA test set without some class gave 0.67.';
  expect(complaints(well)).toEqual([]);
  expect(complaints('core, page: seed every stream anew')).toEqual([]);
  const faults = {
    'Average recall over the classes': /area/,
    'core/metric: the recall is averaged over the classes': /imperative/,
    'core/metric: averaged recall over the classes': /imperative/,
    'page: fixes the title': /imperative/,
    'page: show the title.': /full stop/,
    'page: wip': /not finished/,
    [`page: show ${'the title '.repeat(7)}`]: /72 characters/,
    'page: show the title\nIt was hidden.': /empty line/,
  };
  for (const [message, fault] of Object.entries(faults)) {
    expect(complaints(message), message).toHaveLength(1);
    expect(complaints(message)[0], message).toMatch(fault);
  }
});

const found = messages();

test.skipIf(found === null)('commits since then are described so', () => {
  const wrong = found.flatMap((message) =>
    complaints(message).map((fault) => `${message.trim().split('\n')[0]}: ${fault}`),
  );
  expect(wrong).toEqual([]);
});
