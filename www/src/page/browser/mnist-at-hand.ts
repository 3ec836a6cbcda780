/** Whether MNIST is here already: served beside the page, or kept whole from an earlier visit. Downloads none of it. */
import { byteStore } from '../../dataset/byte-store.js';
import { browserIo } from '../../dataset/io.js';
import { isServedHere } from '../../dataset/manifest.js';
import { mnistFiles } from '../../dataset/mnist-files.js';

export async function isMnistAtHand(): Promise<boolean> {
  const io = browserIo(new URL('data/', document.baseURI).href);
  if (await isServedHere(io, 'mnist')) return true;
  const store = byteStore(io.caches);
  for (const { sha256 } of mnistFiles) {
    if (!(await store.has(sha256))) return false;
  }
  return true;
}
