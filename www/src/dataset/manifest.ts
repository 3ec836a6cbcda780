/**
 * Which data sets lie beside the page. Only what `data/manifest.json` lists is requested there, so that a page served
 * without data asks for nothing that does not exist.
 */
import { partOf } from '../guards.js';
import { fetchBytes } from './fetch-bytes.js';
import type { DatasetIo } from './io.js';

/** True when the page's own origin serves the data set; false when it does not or cannot be asked. */
export async function isServedHere(io: DatasetIo, dataset: string, signal?: AbortSignal): Promise<boolean> {
  try {
    const bytes = await fetchBytes(io, `${io.dataBase}manifest.json`, { signal, cache: 'no-cache' });
    return listedDatasets(JSON.parse(new TextDecoder().decode(bytes))).includes(dataset);
  } catch (error) {
    if (signal?.aborted) throw error;
    return false;
  }
}

function listedDatasets(manifest: unknown): unknown[] {
  const listed = partOf(manifest, 'datasets');
  return Array.isArray(listed) ? listed : [];
}
