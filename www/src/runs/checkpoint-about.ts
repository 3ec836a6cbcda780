/**
 * What a checkpoint says of itself: the step of its weights, and which images they were learnt from. Reads the header of a
 * safetensors file (https://huggingface.co/docs/safetensors) as the core writes it; whether its weights can be used is the
 * core's to say.
 */
import limits from '../generated/limits.json' with { type: 'json' };
import { isCount, isObject, parseJson, partOf } from '../guards.js';

const LENGTH_BYTES = 8;

/** The updates made before it; null where it is no checkpoint of a run, or is cut off. */
export function stepOf(checkpoint: Uint8Array): number | null {
  return count(partOf(partOf(aboutOf(checkpoint), 'standing'), 'step'));
}

/** Of the images, see `DatasetInfo`; null where it says nothing of them. */
export function fingerprintOf(checkpoint: Uint8Array): number | null {
  return count(partOf(aboutOf(checkpoint), 'fingerprint'));
}

function aboutOf(checkpoint: Uint8Array): unknown {
  if (checkpoint.length < LENGTH_BYTES) return null;
  const view = new DataView(checkpoint.buffer, checkpoint.byteOffset, checkpoint.byteLength);
  const length = view.getUint32(0, true);
  if (view.getUint32(4, true) !== 0 || length > limits.maxHeaderBytes || LENGTH_BYTES + length > checkpoint.length)
    return null;
  const header = parseJson(new TextDecoder().decode(checkpoint.subarray(LENGTH_BYTES, LENGTH_BYTES + length)));
  if (LENGTH_BYTES + length + extentOf(header) !== checkpoint.length) return null;
  const about = partOf(partOf(header, '__metadata__'), 'kiln');
  return typeof about === 'string' ? parseJson(about) : null;
}

function count(value: unknown): number | null {
  return isCount(value) ? value : null;
}

/** Bytes of all tensors. */
function extentOf(header: unknown): number {
  if (!isObject(header)) return Number.NaN;
  const ends = Object.entries(header).flatMap(([name, tensor]) => {
    if (name === '__metadata__') return [];
    const offsets = partOf(tensor, 'data_offsets');
    return [Array.isArray(offsets) ? Number(offsets[1]) : Number.NaN];
  });
  return ends.reduce((last, end) => Math.max(last, end), 0);
}
