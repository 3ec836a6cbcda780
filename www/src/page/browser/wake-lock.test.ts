import { describe, expect, it, vi } from 'vitest';
import { WakeLock } from './wake-lock.js';

function setUp() {
  const release = vi.fn(async () => undefined);
  const request = vi.fn(async () => ({ release }));
  const page = { isVisible: true };
  const lock = new WakeLock({ request, isVisible: () => page.isVisible });
  return { lock, request, release, page };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a wake lock', () => {
  it('is taken once while it is wanted, and given back', async () => {
    const { lock, request, release } = setUp();
    lock.want(true);
    lock.want(true);
    await settled();
    expect(request).toHaveBeenCalledTimes(1);
    lock.want(false);
    expect(release).toHaveBeenCalledTimes(1);
  });

  it('is taken again when the page is seen again', async () => {
    const { lock, request, page } = setUp();
    lock.want(true);
    await settled();
    page.isVisible = false;
    lock.visibilityChanged();
    page.isVisible = true;
    lock.visibilityChanged();
    await settled();
    expect(request).toHaveBeenCalledTimes(2);
  });

  it('waits for a hidden page to be seen', async () => {
    const { lock, request, page } = setUp();
    page.isVisible = false;
    lock.want(true);
    await settled();
    expect(request).not.toHaveBeenCalled();
  });

  it('is given back at once when it is no longer wanted by the time it comes', async () => {
    const { lock, release } = setUp();
    lock.want(true);
    lock.want(false);
    await settled();
    expect(release).toHaveBeenCalledTimes(1);
  });

  it('does nothing where the browser refuses or has none', async () => {
    const request = vi.fn(() => Promise.reject(new Error('the battery is low')));
    new WakeLock({ request, isVisible: () => true }).want(true);
    new WakeLock({ request: undefined, isVisible: () => true }).want(true);
    await settled();
    expect(request).toHaveBeenCalledTimes(1);
  });
});
