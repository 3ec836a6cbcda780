/**
 * The three modules as a table: what differs in compiling and optimising each. A variant is added by adding a row; how
 * a row is built is in build-wasm.mjs.
 */

/**
 * What wasm-opt does to every variant. First what the code may use, all of it in the browsers that run SIMD. Then the
 * passes: those that make code smaller after LLVM and are cheap. On the threaded module they took 13 s and left less to
 * download (797 kB in gzip) than -O1 in 28 s (814 kB) or -O2 in 77 s (931 kB).
 */
const optimise = [
  '--enable-simd',
  '--enable-bulk-memory',
  '--enable-bulk-memory-opt',
  '--enable-nontrapping-float-to-int',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-reference-types',
  '--enable-multivalue',
  '--enable-call-indirect-overlong',
  '--strip-debug',
  '--duplicate-function-elimination',
  '--remove-unused-brs',
  '--optimize-instructions',
  '--simplify-locals-notee-nostructure',
  '--coalesce-locals',
  '--vacuum',
  '--reorder-locals',
  '--duplicate-function-elimination',
  '--remove-unused-module-elements',
  '--reorder-functions',
];

/**
 * The most that a shared memory may ever grow to. It is reserved, not used: enough for a batch of 1024 through the
 * reference CNN, and half of what a browser could address.
 */
const maxSharedMemory = 2 * 1024 ** 3;

/** What `wasm-bindgen` needs to see in order to give each thread its stack and its thread-local storage. */
const threadExports = ['__heap_base', '__wasm_init_tls', '__tls_size', '__tls_align', '__tls_base'];

/**
 * `budget` is how many bytes a module may take in brotli; a test holds it. `library` names the standard library that a
 * variant's flags make: variants of the same one share what is compiled.
 */
export const variants = {
  'cpu-threads': {
    what: 'CPU with threads and SIMD',
    features: ['threads'],
    library: 'threads',
    rustflags: [
      '-Ctarget-feature=+simd128,+atomics,+bulk-memory,+mutable-globals',
      '-Clink-arg=--shared-memory',
      '-Clink-arg=--import-memory',
      `-Clink-arg=--max-memory=${maxSharedMemory}`,
      ...threadExports.map((name) => `-Clink-arg=--export=${name}`),
    ],
    optimise: ['--enable-threads', ...optimise],
    budget: 530_000,
    brotli: 11,
    usually: '2 min',
    ready: 'reload the page to use it',
  },
  cpu: {
    what: 'CPU with SIMD, one thread',
    features: [],
    library: 'plain',
    rustflags: ['-Ctarget-feature=+simd128'],
    optimise,
    // 499,865 with the checks of what files claim and checkpoints hold.
    budget: 510_000,
    brotli: 11,
    usually: '2 min',
    ready: 'pages that are not cross-origin isolated can embed Kiln now',
  },
  webgpu: {
    what: 'WebGPU, with the CPU for its self-check',
    features: ['webgpu'],
    library: 'plain',
    rustflags: ['-Ctarget-feature=+simd128'],
    optimise,
    budget: 2_200_000,
    brotli: 10,
    usually: '5 min',
    ready: 'reload the page, and it trains on the graphics card where the browser grants it one',
  },
};

export const variantNames = Object.keys(variants);
