/**
 * One thing at a time, in the order asked: a session works on one call and refuses a second with 'busy'.
 */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs the task when everything asked for before it is done, failed or not. */
  run<T>(task: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
