/** Whether native code finds a driver of a GPU here, so that nothing is compiled for one that is not there. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where Vulkan's loader looks for the manifests of drivers. */
const folders = ['/etc', '/usr/share', '/usr/local/share', join(homedir(), '.local', 'share')].map((folder) =>
  join(folder, 'vulkan', 'icd.d'),
);

/**
 * Metal and Direct3D come with macOS and Windows; elsewhere a driver for Vulkan has to be installed, or named by the
 * variable of Vulkan's loader.
 */
export function hasGpuDriver({ platform = process.platform, env = process.env, places = folders } = {}) {
  if (platform === 'darwin' || platform === 'win32') return true;
  const named = env.VK_DRIVER_FILES ?? env.VK_ICD_FILENAMES;
  if (named) return named.split(delimiter).some((file) => existsSync(file));
  return places.some((place) => existsSync(place) && readdirSync(place).some((file) => file.endsWith('.json')));
}
