/**
 * End-to-end tests against dist/, in Debian's Chromium or the one that KILN_CHROMIUM names. Two projects: `cpu`, where
 * the browser finds no adapter, and `webgpu`, on Chromium's software adapter; the comparison with PyTorch runs in both.
 */
import { defineConfig } from '@playwright/test';
import { quiet, softwareGpu } from './scripts/lib/chromium-flags.mjs';

const port = Number(process.env['KILN_TEST_PORT'] ?? 4317);
const baseURL = `http://127.0.0.1:${port}/`;

const launch = (args: string[]) => ({
  launchOptions: { executablePath: process.env['KILN_CHROMIUM'] ?? '/usr/bin/chromium', args: [...quiet, ...args] },
});

export default defineConfig({
  testDir: 'tests/e2e',
  // Two at a time pass as well, but for those that measure, which are tagged @alone: training fills every core.
  workers: 1,
  // Only what hangs is ended: a machine with other work takes several times as long.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL,
    locale: 'en-US',
    viewport: { width: 1360, height: 900 },
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'cpu', testIgnore: '**/webgpu.spec.ts', use: launch([]) },
    {
      name: 'webgpu',
      testMatch: ['**/webgpu.spec.ts', '**/conformance.spec.ts'],
      timeout: 400_000,
      use: launch(softwareGpu),
    },
  ],
  webServer: { command: `node scripts/serve.mjs --port ${port}`, url: baseURL, reuseExistingServer: false },
});
