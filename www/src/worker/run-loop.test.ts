import { describe, expect, it } from 'vitest';
import { KilnError } from '../kiln-error.js';
import type { Change, Report, RunConfig, RunEvent, RunInfo, TrainEvent } from '../protocol.js';
import { Queue } from './queue.js';
import { RunLoop, type RunSession } from './run-loop.js';

const config: RunConfig = {
  layers: [],
  optimizer: { type: 'sgd' },
  learningRate: 0.1,
  batchSize: 2,
  numEpochs: 1,
  seed: 1,
};
const info: RunInfo = {
  summary: { layers: [], numParams: 0, multiplyAdds: 0, imageBytes: 0 },
  stepsPerEpoch: 10,
  numSteps: 10,
  numTrain: 20,
  numValidation: 0,
  numTest: 4,
};

/** What the fake session finds in every checkpoint. */
const saved = { config: { ...config, seed: 9 }, step: 40 };
const checkpoint = new Uint8Array(3);
const averages = { precision: 1, recall: 1, f1: 1 };
const report: Report = {
  images: 4,
  loss: 1,
  accuracy: 0.5,
  top2Accuracy: 1,
  confusion: [],
  classes: [],
  macroAverage: averages,
  weightedAverage: averages,
  calibration: { expectedError: 0, brierScore: 0, bins: [] },
  mistakes: [],
  predictions: [],
  confidences: [],
};

const test = { loss: 1, accuracy: 0.5, correct: 2, images: 4 };

/**
 * A run of `numSteps` updates, and two batches of evaluation where one is asked for, with a report where that was; every
 * unit takes `unitMs`.
 */
class FakeSession implements RunSession {
  readonly asked: number[] = [];
  unitMs = 10;
  now = 0;
  /** Of a run that nothing ends sooner. */
  length = 100;
  numSteps = 100;
  step = 0;
  evaluating = 0;
  isReporting = false;
  readonly changes: Change[] = [];
  /** Calls of end(). */
  numEnds = 0;
  isBusy = false;
  hasRun = false;
  failure: Error | null = null;

  begin(): RunInfo {
    if (this.isBusy) throw new KilnError('busy', 'overlap');
    Object.assign(this, { step: 0, evaluating: 0, isReporting: false, hasRun: true, numSteps: this.length });
    return info;
  }

  fineTune(): RunInfo {
    return this.begin();
  }

  resume(): RunInfo {
    this.begin();
    this.step = saved.step;
    return info;
  }

  config(): RunConfig {
    return saved.config;
  }

  stepsMade(): number {
    return this.step;
  }

  ended(): boolean {
    return this.step === this.numSteps;
  }

  change(change: Change): void {
    if (this.isBusy) throw new KilnError('busy', 'overlap');
    this.changes.push(change);
  }

  /** One last update, in place of the core's last reading, is what is left. */
  end(): void {
    if (this.isBusy) throw new KilnError('busy', 'overlap');
    this.numEnds += 1;
    this.numSteps = this.step + 1;
  }

  report(): void {
    this.evaluate();
    this.isReporting = true;
  }

  evaluate(): void {
    if (this.isBusy) throw new KilnError('busy', 'overlap');
    if (!this.hasRun) throw new KilnError('noRun', 'nothing to evaluate');
    this.evaluating = 2;
  }

  async advance(units: number): Promise<TrainEvent[]> {
    if (this.isBusy) throw new KilnError('busy', 'overlap');
    this.isBusy = true;
    this.asked.push(units);
    await Promise.resolve();
    const events: TrainEvent[] = [];
    for (let unit = 0; unit < units; unit += 1) {
      if (this.step === this.numSteps && this.evaluating === 0) break;
      this.now += this.unitMs;
      events.push(...this.#unit());
    }
    this.isBusy = false;
    if (this.failure) throw this.failure;
    return events;
  }

  #unit(): TrainEvent[] {
    const { step } = this;
    if (this.evaluating > 0) {
      this.evaluating -= 1;
      const evaluated: TrainEvent = { type: 'evaluated', step, epoch: 1, test };
      const events: TrainEvent[] = [{ type: 'evaluating', done: 2 - this.evaluating, total: 2 }];
      if (this.evaluating > 0) return events;
      if (this.isReporting) events.push(evaluated, { type: 'reported', step, report });
      else events.push(evaluated);
      this.isReporting = false;
      return events;
    }
    this.step += 1;
    const update: TrainEvent = {
      type: 'step',
      step: this.step,
      epoch: 1,
      loss: 1,
      correct: 1,
      images: 2,
      learningRate: 0.1,
    };
    return this.step === this.numSteps
      ? [update, { type: 'finished', step: this.step, epoch: 1, reason: 'epochs', restored: this.step }]
      : [update];
  }
}

/** A loop whose every macrotask waits for `turn()`. */
function world() {
  const session = new FakeSession();
  const events: RunEvent[] = [];
  const turns: (() => void)[] = [];
  const clock = {
    now: () => session.now,
    macrotask: () => new Promise<void>((resolve) => turns.push(resolve)),
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const loop = new RunLoop(session, new Queue(), clock, (event) => events.push(event));
  const turn = async (count = 1) => {
    for (let index = 0; index < count; index += 1) {
      turns.shift()?.();
      await settle();
    }
  };
  const statuses = () => events.flatMap((event) => (event.type === 'status' ? [event.status] : []));
  const steps = () =>
    events.flatMap((event) => (event.type === 'progress' ? event.events : [])).filter((event) => event.type === 'step');
  return { session, loop, events, turn, settle, statuses, steps, isIdle: () => turns.length === 0 };
}

describe('training', () => {
  it('begins, trains in chunks and finishes', async () => {
    const { loop, turn, events, statuses, steps, isIdle } = world();
    expect(await loop.train(config)).toBe(info);
    expect(events).toEqual([
      { type: 'began', config, info, step: 0 },
      { type: 'status', status: 'running', seconds: 0 },
    ]);
    await turn(60);
    expect(statuses()).toEqual(['running', 'finished']);
    expect(steps().map((event) => event.step)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(events.at(-1)).toEqual({ type: 'status', status: 'finished', seconds: 1 });
    expect(isIdle()).toBe(true);
  });

  it('grows its chunks to 40 ms of work, and shrinks them at once', async () => {
    const { session, loop, turn } = world();
    await loop.train(config);
    await turn(5);
    expect(session.asked).toEqual([1, 2, 4, 4, 4]);
    session.unitMs = 100;
    await turn(2);
    expect(session.asked.slice(5)).toEqual([4, 1]);
  });

  it('starts a second run over the first, with a clock and a pace of its own', async () => {
    const { session, loop, turn, events } = world();
    await loop.train(config);
    await turn(3);
    await loop.train(config);
    expect(events.at(-1)).toEqual({ type: 'status', status: 'running', seconds: 0 });
    session.asked.length = 0;
    await turn(2);
    expect(session.asked).toEqual([1, 2]);
  });

  it('reports a run that diverges, and can train again', async () => {
    const { session, loop, turn, events, statuses, isIdle } = world();
    await loop.train(config);
    session.failure = Object.assign(new Error('the loss became NaN'), { code: 'diverged' });
    await turn();
    expect(events.slice(-2)).toEqual([
      { type: 'failed', code: 'diverged', message: 'the loss became NaN', seconds: 0.01 },
      { type: 'status', status: 'failed', seconds: 0.01 },
    ]);
    expect(isIdle()).toBe(true);
    await expect(loop.resume()).rejects.toMatchObject({ code: 'noRun' });
    session.failure = null;
    await loop.train(config);
    await turn(60);
    expect(statuses()).toEqual(['running', 'failed', 'running', 'finished']);
  });

  it('says of a trap that it is fatal', async () => {
    const { session, loop, turn, events } = world();
    await loop.train(config);
    session.failure = new WebAssembly.RuntimeError('unreachable');
    await turn();
    expect(events.at(-1)).toMatchObject({ type: 'failed', code: 'fatal' });
  });
});

describe('pause, resume and stop', () => {
  it('do nothing between them, and leave pauses out of the time', async () => {
    const { session, loop, turn, events, statuses, steps, isIdle } = world();
    await loop.train(config);
    await turn();
    await loop.pause();
    await turn(3);
    expect(isIdle()).toBe(true);
    expect(steps()).toHaveLength(1);
    session.now += 1_000_000;
    await loop.resume();
    await turn();
    expect(events.at(-1)).toMatchObject({ type: 'progress', seconds: 0.03 });
    await loop.stop();
    await turn(3);
    expect(statuses()).toEqual(['running', 'paused', 'running', 'stopped']);
    expect(steps()).toHaveLength(3);
  });

  it('wait for the chunk at hand instead of overlapping it', async () => {
    const { session, loop, turn, events } = world();
    await loop.train(config);
    const turning = turn();
    await Promise.resolve();
    await Promise.resolve();
    expect(session.isBusy).toBe(true);
    await Promise.all([turning, loop.pause()]);
    expect(events.map(({ type }) => type)).toEqual(['began', 'status', 'progress', 'status']);
  });

  it('are harmless when there is nothing to pause or stop', async () => {
    const { loop, events } = world();
    await loop.pause();
    await loop.stop();
    expect(events).toEqual([]);
    await expect(loop.resume()).rejects.toMatchObject({ code: 'noRun' });
  });

  it('survive a resume that comes before the loop has ended', async () => {
    const { loop, turn, steps } = world();
    await loop.train(config);
    await Promise.all([loop.pause(), loop.resume()]);
    await turn(60);
    expect(steps()).toHaveLength(100);
  });
});

describe('prepare', () => {
  it('builds a network and begins no run', async () => {
    const { loop, session, statuses, steps, turn } = world();
    expect(await loop.prepare(config)).toBe(info);
    await turn(5);
    expect(session.hasRun).toBe(true);
    expect(statuses()).toEqual([]);
    expect(steps()).toEqual([]);
  });

  it('leaves a run that goes on alone', async () => {
    const { loop, session, turn } = world();
    await loop.train(config);
    await turn();
    await expect(loop.prepare(config)).rejects.toMatchObject({ code: 'busy' });
    await loop.pause();
    await expect(loop.prepare(config)).rejects.toMatchObject({ code: 'busy' });
    expect(session.step).toBeGreaterThan(0);
  });
});

describe('step', () => {
  it('begins a run, then goes on with it, one update at a time', async () => {
    const { loop, statuses, steps, isIdle } = world();
    expect(await loop.step(config)).toBe(info);
    expect(await loop.step(config)).toBeNull();
    expect(steps().map((event) => event.step)).toEqual([1, 2]);
    expect(statuses()).toEqual(['paused', 'paused']);
    expect(isIdle()).toBe(true);
  });

  it('halts a run that trains', async () => {
    const { loop, turn, statuses, steps } = world();
    await loop.train(config);
    await turn();
    expect(await loop.step(config)).toBeNull();
    await turn(5);
    expect(steps()).toHaveLength(2);
    expect(statuses()).toEqual(['running', 'paused']);
  });

  it('gets an evaluation that is under way out of the way first', async () => {
    const { session, loop, steps } = world();
    await loop.step(config);
    session.evaluating = 2;
    await loop.step(config);
    expect(steps()).toHaveLength(2);
  });

  it('finishes the run with its last update', async () => {
    const { session, loop, statuses } = world();
    session.length = 1;
    await loop.step(config);
    expect(statuses()).toEqual(['finished']);
    expect(await loop.step(config)).toBe(info);
  });

  it('rejects and reports when the update fails', async () => {
    const { session, loop, events } = world();
    session.failure = new KilnError('diverged', 'NaN');
    await expect(loop.step(config)).rejects.toMatchObject({ code: 'diverged' });
    expect(events.map(({ type }) => type)).toEqual(['began', 'failed', 'status']);
  });
});

describe('evaluate', () => {
  it('reads the test set while paused, makes no update and stays paused', async () => {
    const { session, loop, turn, statuses, steps, isIdle } = world();
    await loop.step(config);
    const evaluating = loop.evaluate();
    await turn(5);
    await evaluating;
    expect(session.asked.slice(1)).toEqual([1, 1]);
    expect(steps()).toHaveLength(1);
    expect(statuses()).toEqual(['paused']);
    expect(isIdle()).toBe(true);
  });

  it('asks for one unit at a time while paused, however fast the run was', async () => {
    const { session, loop, turn, steps } = world();
    await loop.train(config);
    await turn(5);
    await loop.pause();
    const before = steps().length;
    session.asked.length = 0;
    const evaluating = loop.evaluate();
    await turn(5);
    await evaluating;
    expect(session.asked).toEqual([1, 1]);
    expect(steps()).toHaveLength(before);
  });

  it('reads it also after the end of a run', async () => {
    const { session, loop, turn, statuses } = world();
    session.length = 1;
    await loop.step(config);
    const evaluating = loop.evaluate();
    await turn(5);
    await evaluating;
    expect(statuses()).toEqual(['finished']);
  });

  it('reads it in the middle of training, which goes on', async () => {
    const { loop, turn, statuses } = world();
    await loop.train(config);
    await turn(2);
    const evaluating = loop.evaluate();
    await turn(60);
    await evaluating;
    expect(statuses()).toEqual(['running', 'finished']);
  });

  it('is done even when the run is paused meanwhile', async () => {
    const { loop, turn, steps } = world();
    await loop.train(config);
    const evaluating = loop.evaluate();
    await loop.pause();
    await turn(5);
    await evaluating;
    expect(steps()).toHaveLength(0);
  });

  it('rejects when there is no network, when another run begins and when the device fails', async () => {
    const { session, loop, turn } = world();
    await expect(loop.evaluate()).rejects.toMatchObject({ code: 'noRun' });
    await loop.step(config);
    const replaced = expect(loop.evaluate()).rejects.toMatchObject({ code: 'superseded' });
    await loop.train(config);
    await replaced;
    await loop.stop();
    const failing = expect(loop.evaluate()).rejects.toMatchObject({ code: 'unexpected' });
    session.failure = new KilnError('unexpected', 'no');
    await turn(5);
    await failing;
  });
});

describe('report', () => {
  it('resolves with the report of the reading that follows, also while training goes on', async () => {
    const { loop, turn, statuses } = world();
    await loop.train(config);
    await turn(2);
    const reporting = loop.report();
    await turn(60);
    expect(await reporting).toBe(report);
    expect(statuses()).toEqual(['running', 'finished']);
  });

  it('answers an evaluation that waits beside it, and does not take that for its own', async () => {
    const { session, loop, turn } = world();
    await loop.step(config);
    const evaluating = loop.evaluate();
    await turn();
    const reporting = loop.report();
    await turn(8);
    await evaluating;
    expect(await reporting).toBe(report);
    expect(session.step).toBe(1);
  });

  it('rejects when there is no network', async () => {
    const { loop } = world();
    await expect(loop.report()).rejects.toMatchObject({ code: 'noRun' });
  });
});

describe('end', () => {
  it('brings a run to its end', async () => {
    const { session, loop, turn, statuses } = world();
    await loop.train(config);
    await turn(2);
    await loop.end();
    await turn(3);
    expect(session.numEnds).toBe(1);
    expect(session.step).toBeLessThan(10);
    expect(statuses()).toEqual(['running', 'finished']);
  });

  it('has a paused run go on to its end', async () => {
    const { loop, turn, statuses, isIdle } = world();
    await loop.step(config);
    await loop.end();
    await turn(3);
    expect(statuses()).toEqual(['paused', 'running', 'finished']);
    expect(isIdle()).toBe(true);
  });

  it('is harmless when there is nothing to end', async () => {
    const { session, loop, events } = world();
    await loop.end();
    expect([session.numEnds, events.length]).toEqual([0, 0]);
  });
});

describe('a limit of time', () => {
  const limited: RunConfig = { ...config, stopping: { maxSeconds: 0.2 } };

  it('ends the run once, when its own time is up', async () => {
    const { session, loop, turn, statuses } = world();
    await loop.train(limited);
    await turn(3);
    await loop.pause();
    session.now += 1_000_000;
    await loop.resume();
    await turn();
    expect(session.numEnds).toBe(0);
    await turn(30);
    expect(session.numEnds).toBe(1);
    // 20 updates of 10 ms, no chunk longer than 4 of them, and what is left to do.
    expect(session.step).toBeGreaterThanOrEqual(20);
    expect(session.step).toBeLessThanOrEqual(25);
    expect(statuses().at(-1)).toBe('finished');
  });

  it('counts single steps, and is counted anew in the next run', async () => {
    const { session, loop } = world();
    session.unitMs = 150;
    await loop.step(limited);
    expect(session.numEnds).toBe(0);
    await loop.step(limited);
    expect(session.numEnds).toBe(1);
    await loop.train(limited);
    await loop.pause();
    expect(session.numEnds).toBe(1);
  });

  it('is none where none is set', async () => {
    const { session, loop, turn } = world();
    await loop.train(config);
    await turn(60);
    expect([session.step, session.numEnds]).toEqual([100, 0]);
  });
});

describe('change', () => {
  it('reaches a run that is running or paused, between two chunks', async () => {
    const { session, loop, turn } = world();
    await loop.train(config);
    const turning = turn();
    await loop.change({ learningRate: 0.5 });
    await turning;
    await loop.pause();
    await loop.change({ weightDecay: 0.1 });
    expect(session.changes).toEqual([{ learningRate: 0.5 }, { weightDecay: 0.1 }]);
  });

  it('is refused where no run is under way', async () => {
    const { session, loop } = world();
    await expect(loop.change({ dropout: 0.5 })).rejects.toMatchObject({ code: 'noRun' });
    await loop.step(config);
    await loop.stop();
    await expect(loop.change({ dropout: 0.5 })).rejects.toMatchObject({ code: 'noRun' });
    expect(session.changes).toEqual([]);
  });
});

describe('restore and fineTune', () => {
  it('restore waits where the run was saved, and resume goes on from there', async () => {
    const { loop, turn, events, steps } = world();
    expect(await loop.restore(checkpoint, 12.5)).toBe(info);
    expect(events).toEqual([
      { type: 'began', config: saved.config, info, step: 40 },
      { type: 'status', status: 'paused', seconds: 12.5 },
    ]);
    await loop.resume();
    await turn(60);
    expect(steps().map((event) => event.step)).toEqual(Array.from({ length: 60 }, (_, index) => index + 41));
  });

  it('restore finds a run finished that had come to its end, which still reads the test set', async () => {
    const { session, loop, turn, statuses, steps } = world();
    session.length = saved.step;
    await loop.restore(checkpoint, 0);
    expect(statuses()).toEqual(['finished']);
    await expect(loop.resume()).rejects.toMatchObject({ code: 'noRun' });
    const reporting = loop.report();
    await turn(5);
    expect(await reporting).toBe(report);
    expect(steps()).toEqual([]);
    expect(statuses()).toEqual(['finished']);
  });

  it('restore takes the place of a run that goes on', async () => {
    const { loop, turn, statuses, isIdle } = world();
    await loop.train(config);
    await turn(2);
    await loop.restore(checkpoint, 0);
    await turn(2);
    expect(statuses()).toEqual(['running', 'paused']);
    expect(isIdle()).toBe(true);
  });

  it('fineTune trains', async () => {
    const { loop, turn, events, statuses } = world();
    expect(await loop.fineTune(config, checkpoint)).toBe(info);
    await turn(60);
    expect(events[0]).toEqual({ type: 'began', config, info, step: 0 });
    expect(statuses()).toEqual(['running', 'finished']);
  });
});
