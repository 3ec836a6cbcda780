/** How Chromium is started for tests and benchmarks. Its types are in chromium-flags.d.mts. */

/** Quiet, and nothing of its own on the network. */
export const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A WebGPU adapter that computes on the processor. */
export const softwareGpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
];
