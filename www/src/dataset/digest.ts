/**
 * SHA-256 of a file's content. Uses the browser's where there is one; pages that are not a secure context (plain http
 * on a local network) have none, and get a small implementation that is downloaded only then.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>, subtle: SubtleCrypto | undefined): Promise<string> {
  return toHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : await inScript(bytes));
}

/** About 5 ms of hashing, so that the page stays responsive in between. */
const sliceLength = 512 * 1024;

async function inScript(bytes: Uint8Array): Promise<Uint8Array> {
  const noble = await import('@noble/hashes/sha2.js');
  const hash = noble.sha256.create();
  for (let start = 0; start < bytes.length; start += sliceLength) {
    hash.update(bytes.subarray(start, start + sliceLength));
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return hash.digest();
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
