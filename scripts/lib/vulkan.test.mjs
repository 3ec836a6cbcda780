import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasGpuDriver } from './vulkan.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiln-vulkan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const linux = (env = {}) => hasGpuDriver({ platform: 'linux', env, places: [join(folder, 'absent'), folder] });

test('a driver is there where its manifest is', () => {
  writeFileSync(join(folder, 'README'), '');
  expect(linux()).toBe(false);
  writeFileSync(join(folder, 'lvp_icd.x86_64.json'), '{}');
  expect(linux()).toBe(true);
});

test('drivers that the environment names take the place of those that are installed', () => {
  const manifest = join(folder, 'vk_swiftshader_icd.json');
  expect(linux({ VK_DRIVER_FILES: manifest })).toBe(false);
  writeFileSync(manifest, '{}');
  expect(linux({ VK_DRIVER_FILES: manifest })).toBe(true);
  expect(linux({ VK_ICD_FILENAMES: `/absent.json:${manifest}` })).toBe(true);
  expect(linux({ VK_DRIVER_FILES: '/absent.json' })).toBe(false);
});

test('macOS and Windows bring their own', () => {
  expect(hasGpuDriver({ platform: 'darwin', places: [] })).toBe(true);
});
