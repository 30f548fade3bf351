import { describe, expect, it, vi } from 'vitest';
import { repeatedly } from './repeatedly.ts';

const never = () => {
  throw new Error('nothing was to fail');
};

describe('work that is repeated', () => {
  it('is done at once, and again after each pause', async () => {
    const work = vi.fn(async () => {});
    const repeated = repeatedly(work, { everyMs: 1, onError: never });
    expect(work).toHaveBeenCalledTimes(1);
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(3));
    await repeated.close();
    const { length } = work.mock.calls;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(work).toHaveBeenCalledTimes(length);
  });

  it('tells what failed, and goes on', async () => {
    const errors: unknown[] = [];
    const work = vi.fn(async () => {
      if (work.mock.calls.length < 3) throw new Error(`failed ${work.mock.calls.length}`);
    });
    const repeated = repeatedly(work, { everyMs: 1, onError: (error) => errors.push(error) });
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(2));
    await repeated.close();
    expect(errors).toEqual([new Error('failed 1'), new Error('failed 2')]);
  });

  it('is broken off when it is closed, which waits for its end and calls that no failure', async () => {
    let hasEnded = false;
    const repeated = repeatedly(
      (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            setTimeout(() => {
              hasEnded = true;
              reject(new Error('broken off'));
            }, 1);
          }),
        ),
      { everyMs: 1, onError: never },
    );
    await repeated.close();
    expect(hasEnded).toBe(true);
  });

  it('is not waited for while it pauses', async () => {
    const work = vi.fn(async () => {});
    const repeated = repeatedly(work, { everyMs: 86_400_000, onError: never });
    await repeated.close();
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('may be closed twice', async () => {
    const repeated = repeatedly(async () => {}, { everyMs: 1000, onError: never });
    await Promise.all([repeated.close(), repeated.close()]);
  });
});
