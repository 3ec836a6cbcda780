/** Whether something must be built again: a hash over the inputs, compared with the one stored beside the result. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at, root } from './paths.mjs';

/** SHA-256 over the names and contents of files and folders, and over anything else that matters. */
export function hashOf(paths, ...others) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(at(path)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.update(JSON.stringify(others)).digest('hex');
}

/** The JSON in a file, or null where there is none to read. */
export function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Every file under a path, sorted, so that the hash depends on nothing else; a path that is missing has none. */
export function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'target')
    .map((entry) => join(path, entry.name))
    .sort()
    .flatMap(filesUnder);
}
