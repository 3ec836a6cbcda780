/** What is done on each backend, in order, and how long each takes: what a remaining time is told by. */
import type { BackendName, Task } from './state.js';
import { workloadNames } from './workloads.js';

/** Seconds of each measurement. */
export const lengths = { quick: 1, thorough: 5 } as const;
export type Length = keyof typeof lengths;

export const backendNames: readonly BackendName[] = ['cpuSingle', 'cpuThreads', 'webgpu'];

export const tasks: readonly Task[] = ['open', 'product', ...workloadNames];

/** Loading a module, drawing digits and, on a GPU, compiling and checking its kernels. */
const openSeconds: Readonly<Record<BackendName, number>> = { cpuSingle: 1.5, cpuThreads: 1.5, webgpu: 4 };

export function secondsOf(backend: BackendName, task: Task, length: Length): number {
  return task === 'open' ? openSeconds[backend] : lengths[length];
}

/** All tasks of a backend. */
export function secondsFor(backend: BackendName, length: Length): number {
  return tasks.reduce((sum, task) => sum + secondsOf(backend, task, length), 0);
}

/** All backends, where all are there. */
export function secondsInAll(length: Length): number {
  return backendNames.reduce((sum, backend) => sum + secondsFor(backend, length), 0);
}
