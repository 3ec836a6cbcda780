import { beforeEach, describe, expect, it } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import { Words } from '../../locale/words.js';
import type { TrainEvent } from '../../protocol.js';
import { recordOf } from '../../runs/curves-record.js';
import { fakeCheckpoint } from '../../runs/fake-checkpoint.js';
import { type Entry, MemoryStorage } from '../../runs/run-storage.js';
import { seedGroups } from '../../state/comparing/seed-groups.js';
import { fakeKeptRun, fakeRunState } from '../../state/run/fake-kept-run.js';
import { curvesOf, type KeptRun } from '../../state/run/kept-run.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeDevice, fakeInfo, fakePreset } from '../fake-playground.js';
import { Session } from '../session/session.js';
import { Store } from '../store.js';
import { RunController, type RunControllerParts } from './run-controller.js';
import type { Remembered, Tab } from './tab.js';

class Disk extends MemoryStorage {
  isFull = false;
  readonly damaged = new Map<number, unknown>();

  override async damagedDrawings(): Promise<ReadonlyMap<number, unknown>> {
    return new Map(this.damaged);
  }

  override async removeDrawing(key: number): Promise<void> {
    this.damaged.delete(key);
    await super.removeDrawing(key);
  }

  override async put(entry: Entry): Promise<void> {
    if (this.isFull) throw new DOMException('no room', 'QuotaExceededError');
    await super.put(entry);
  }
}

class FakeTab implements Tab {
  memory: Remembered | null = null;
  readonly elsewhere = new Set<string>();

  remembered = () => this.memory;
  remember = (what: Remembered | null) => {
    this.memory = what;
  };
  hold = async (id: string) => !this.elsewhere.has(id);
  keepOnly = () => undefined;
  isElsewhere = async (id: string) => this.elsewhere.has(id);
  trains = () => undefined;
  others = async () => new Map([...this.elsewhere].map((id) => [id, 'training'] as const));
}

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

describe('RunController', () => {
  let playground: FakePlayground;
  let store: Store;
  let session: Session;
  let disk: Disk;
  let tab: FakeTab;
  let runController: RunController;
  let now: number;
  let files: { content: Blob; name: string }[];
  let numPersists: number;

  /** A run of an earlier visit. */
  const put = async (id: string, changes: Partial<KeptRun> = {}, numSteps = 25) => {
    const checkpoint = fakeCheckpoint(numSteps);
    const whole = { config: fakePreset.config, checkpoint: { step: numSteps, bytes: checkpoint.length }, ...changes };
    const run = fakeKeptRun(id, whole, numSteps);
    await disk.put({ run, curves: recordOf(curvesOf(fakeRunState(numSteps)), numSteps), checkpoint });
    return run;
  };
  const open = async (changes: Partial<RunControllerParts> = {}, prepare = (_: FakePlayground): void => undefined) => {
    let numIds = 0;
    playground = new FakePlayground();
    prepare(playground);
    store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
    session = new Session(store, { create: async () => playground, isMnistAtHand: async () => false });
    runController = new RunController({
      store,
      session,
      words: () => new Words('en'),
      save: (content, name) => files.push({ content, name }),
      disk: Promise.resolve(disk),
      tab,
      link: () => null,
      isReload: false,
      persist: async () => {
        numPersists += 1;
      },
      estimate: async () => ({ usage: 10, quota: 100 }),
      now: () => now,
      date: () => 5_000,
      newId: () => {
        numIds += 1;
        return `new-${numIds}`;
      },
      pause: settle,
      every: () => undefined,
      ...changes,
    });
    runController.start();
    await session.start(runController.wantedData());
    await runController.comeBack();
  };
  const progress = async (from: number, to: number) => {
    now += 1_000;
    const events = Array.from({ length: to - from + 1 }, (_, index): TrainEvent => {
      const step = from + index;
      return { type: 'step', step, epoch: 1, loss: 1 / step, correct: 50, images: 100, learningRate: 0.1 };
    });
    playground.emit({ type: 'progress', events, seconds: now / 1_000 });
    await settle();
    await settle();
  };
  const codes = () => store.state.notices.flatMap((notice) => (notice.kind === 'error' ? [notice.failure.code] : []));
  const kinds = () => store.state.notices.map(({ kind }) => kind);

  beforeEach(() => {
    disk = new Disk();
    tab = new FakeTab();
    now = 0;
    files = [];
    numPersists = 0;
  });

  describe('with other seeds', () => {
    const finish = async (numSteps: number, accuracy: number) => {
      await progress(1, numSteps);
      const test = { loss: 0.1, accuracy, correct: 200 * accuracy, images: 200 };
      const events: TrainEvent[] = [
        { type: 'evaluated', step: numSteps, epoch: 1, test },
        { type: 'finished', step: numSteps, epoch: 1, reason: 'epochs', restored: numSteps },
      ];
      playground.emit({ type: 'progress', events, seconds: 1 });
      playground.emit({ type: 'status', status: 'finished', seconds: 1 });
      for (let i = 0; i < 12; i += 1) await settle();
    };
    const stands = () => (store.state.runs.kept ?? []).map(({ config, status }) => `${config.seed} ${status}`).sort();
    const trained = () => playground.calls.filter((name) => name === 'train').length;

    const begin = async () => {
      await open();
      session.chooseConfig(fakePreset.config);
      await session.train();
      await finish(20, 0.9);
      expect(stands()).toEqual(['1 finished']);
      await runController.trainSeeds('new-1', 3);
    };

    it('one run follows upon the other until all are there', async () => {
      await begin();
      expect(store.state.runs.seeds).toEqual([1, 2, 3]);
      expect(store.state.run.config?.seed).toBe(2);
      await finish(20, 0.8);
      expect(store.state.run.config?.seed).toBe(3);
      await finish(20, 0.7);
      expect(stands()).toEqual(['1 finished', '2 finished', '3 finished']);
      expect(store.state.runs.seeds).toBeNull();
      expect(trained()).toBe(3);
      const [group, ...others] = seedGroups(store.state.runs.kept ?? []);
      expect(group?.accuracy?.mean).toBeCloseTo(0.8);
      expect(others).toEqual([]);
      // The settings of the next run are untouched.
      expect(store.state.setup.draft?.config.seed).toBe(1);
      // What is there counts.
      await runController.trainSeeds('new-1', 3);
      expect(trained()).toBe(3);
    });

    it('stopping a run, asking for no more, or another run ends them', async () => {
      await begin();
      await session.stop();
      for (let i = 0; i < 12; i += 1) await settle();
      expect(store.state.runs.seeds).toBeNull();
      expect(trained()).toBe(2);

      await runController.trainSeeds('new-1', 3);
      await runController.stopSeeds();
      await finish(20, 0.8);
      expect(trained()).toBe(3);

      await runController.trainSeeds('new-1', 5);
      await session.train();
      expect(store.state.runs.seeds).toBeNull();
    });

    it('they go on after the page was loaded again', async () => {
      await begin();
      await progress(1, 5);
      runController.leave();
      await settle();
      const [id] = (store.state.runs.kept ?? []).filter(({ config }) => config.seed === 2).map((run) => run.id);
      expect(disk.entry(id ?? '')?.run.seeds).toEqual([1, 2, 3]);
      tab.memory = { id: id ?? '', link: null };
      await open();
      expect(store.state.run.status).toBe('paused');
      expect(store.state.runs.seeds).toEqual([1, 2, 3]);
    });
  });

  describe('after a reload', () => {
    it('brings the run back, paused where it was saved', async () => {
      await put('a', { seconds: 12 });
      tab.memory = { id: 'a', link: null };
      await open();
      const { run, runs } = store.state;
      expect(run).toMatchObject({ status: 'paused', step: 25, seconds: 12 });
      expect(run.history.step.length).toBe(25);
      expect(runs).toMatchObject({ current: 'a', busy: null });
      expect(tab.memory).toEqual({ id: 'a', link: null });
      expect(store.state.notices).toEqual([]);
      // Looking at it writes nothing.
      await settle();
      expect(playground.calls).not.toContain('save');

      playground.emit({ type: 'status', status: 'running', seconds: 12 });
      await progress(26, 30);
      expect(disk.entry('a')).toMatchObject({ run: { step: 30, number: 1 }, curves: { step: { length: 30 } } });
    });

    it('has the curves of the run before beside it again, of the same images, until other images come', async () => {
      const { data } = fakeKeptRun('');
      const same = { ...data, fingerprint: fakeInfo.fingerprint };
      await put('first', { beganAt: 1, data: same }, 12);
      await put('before', { beganAt: 2, data: same, status: 'finished' }, 20);
      await put('other images', { beganAt: 3, data: { ...data, fingerprint: 77 } });
      await put('left at once', { beganAt: 4, data: same }, 3);
      await put('a', { beganAt: 5, data: same });
      await put('later', { beganAt: 6, data: same });
      tab.memory = { id: 'a', link: null };
      await open();
      const { previous, run } = store.state;
      expect(run.step).toBe(25);
      expect(previous.run).toMatchObject({ step: 20, config: fakePreset.config, tests: [{ epoch: 1 }, { epoch: 2 }] });
      expect(previous.run?.history.step.length).toBe(20);
      // The next run has this one before it.
      await session.train();
      expect(store.state.previous.run?.step).toBe(25);
      await session.loadData('mnist');
      expect(store.state.previous.run).toBeNull();
    });

    it('has none beside it where its curves cannot be read, or nothing is known of its images', async () => {
      const { data } = fakeKeptRun('');
      const run = await put('before', { beganAt: 1, data: { ...data, fingerprint: fakeInfo.fingerprint } });
      await put('a', { beganAt: 2, data: { ...data, fingerprint: fakeInfo.fingerprint } });
      await disk.remove(['before']);
      await disk.put({ run });
      tab.memory = { id: 'a', link: null };
      await open();
      expect([store.state.run.step, store.state.previous.run]).toEqual([25, null]);
      expect(kinds()).toEqual([]);
      await put('before', { beganAt: 1 });
      await put('a', { beganAt: 2 });
      await open();
      expect([store.state.run.step, store.state.previous.run]).toEqual([25, null]);
    });

    it.each(['paused', 'finished'] as const)(
      'shows a finished run as it ended, where the worker calls it %s',
      async (as) => {
        const outcome = { reason: 'epochs', restored: 25 } as const;
        await put('a', { status: 'finished', outcome });
        tab.memory = { id: 'a', link: null };
        if (as === 'finished') FakePlayground.restoredAs = 'finished';
        await open().finally(() => {
          FakePlayground.restoredAs = 'paused';
        });
        expect(store.state.run).toMatchObject({ status: 'finished', outcome, step: 25 });
        expect(playground.status).not.toBe('paused');
      },
    );

    it('shows how a run failed', async () => {
      const failure = { code: 'diverged', message: 'NaN' };
      await put('a', { status: 'failed', failure, checkpoint: { step: 20, bytes: fakeCheckpoint(20).length } });
      await disk.put({ run: disk.entry('a')?.run ?? fakeKeptRun('a'), checkpoint: fakeCheckpoint(20) });
      tab.memory = { id: 'a', link: null };
      await open();
      expect(store.state.run).toMatchObject({ status: 'failed', failure, step: 25 });
    });

    it('follows another link instead, but not what the page itself wrote too late', async () => {
      await put('a');
      tab.memory = { id: 'a', link: '1.mlp.mnist' };
      await open({ link: () => '1.softmax.synthetic' });
      expect(store.state.run.info).toBeNull();
      expect(kinds()).toEqual([]);
      tab.memory = { id: 'a', link: '1.mlp.mnist' };
      await open({ link: () => '1.mlp.synthetic', isReload: true });
      expect(store.state.run.step).toBe(25);
    });

    it('says that own files have to be brought again, and where else the run is open', async () => {
      const { data } = await put('a');
      await put('b', { data: { ...data, choice: 'files' } });
      tab.memory = { id: 'b', link: null };
      await open();
      expect(store.state.notices).toMatchObject([{ kind: 'filesWanted', run: 'b', afterwards: 'open' }]);
      expect(store.state.runs).toMatchObject({ current: null, busy: null });
      tab.memory = { id: 'a', link: null };
      tab.elsewhere.add('a');
      await open();
      expect(codes()).toEqual(['runElsewhere']);
      expect(store.state.run.info).toBeNull();
    });

    it('brings the images of the run', async () => {
      const { data } = await put('a');
      await put('a', { data: { ...data, choice: 'mnist' } });
      tab.memory = { id: 'a', link: null };
      await open();
      expect(playground.calls.filter((call) => call.startsWith('load'))).toEqual(['loadMnist']);
      expect(store.state.run.step).toBe(25);
    });
  });

  describe('on a fresh visit', () => {
    it('offers the newest run where it was left unfinished, and goes on with it', async () => {
      await put('a', { beganAt: 1, number: 1 });
      const run = await put('b', { beganAt: 2, number: 2 }, 15);
      await open();
      expect(store.state.notices).toMatchObject([{ kind: 'interrupted', run: 'b' }]);
      expect(store.state.run.info).toBeNull();
      await runController.open('b');
      expect(store.state.notices).toEqual([]);
      expect(store.state.run).toMatchObject({ status: 'paused', step: 15 });
      expect(store.state.setup.draft?.config).toEqual(run.config);
    });

    it.each([
      ['finished', { status: 'finished' }],
      ['without weights', { checkpoint: null }],
    ] as const)('offers none that is %s', async (_, changes) => {
      await put('a', changes);
      await open();
      expect(store.state.notices).toEqual([]);
    });

    it('offers none that another tab is at, nor one where a link was followed', async () => {
      await put('a');
      tab.elsewhere.add('a');
      await open();
      expect(store.state.notices).toEqual([]);
      tab.elsewhere.clear();
      await open({ link: () => '1.mlp.mnist' });
      expect(store.state.notices).toEqual([]);
    });
  });

  it('brings the run back after a crash, and says where', async () => {
    await open();
    await session.train();
    await progress(1, 9);
    await progress(10, 12);
    playground.emit({ type: 'failed', code: 'fatal', message: 'gone', seconds: 2 });
    playground.emit({ type: 'restarted', reason: 'gone', device: fakeDevice, dataset: fakeInfo });
    for (let i = 0; i < 10; i += 1) await settle();
    expect(store.state.run).toMatchObject({ status: 'paused', step: 9, failure: null });
    expect(store.state.notices).toMatchObject([{ kind: 'restarted', step: 9, detail: 'gone' }]);
    expect(store.state.runs.current).toBe('new-1');
  });

  it('says so where a crash came before anything was saved', async () => {
    await open();
    await session.train();
    playground.emit({ type: 'failed', code: 'fatal', message: 'gone', seconds: 2 });
    playground.emit({ type: 'restarted', reason: 'gone', device: fakeDevice, dataset: fakeInfo });
    await settle();
    expect(store.state.notices).toMatchObject([{ kind: 'restarted', step: null }]);
  });

  it('pauses and keeps what is at hand before it opens another run', async () => {
    await put('a');
    await open();
    await session.train();
    await progress(1, 9);
    await progress(10, 12);
    await runController.open('a');
    expect(disk.entry('new-1')?.run).toMatchObject({ status: 'paused', step: 12, number: 2 });
    expect(store.state.runs.current).toBe('a');
    expect(store.state).toMatchObject({ view: 'train', run: { step: 25, status: 'paused' } });
    await runController.open('new-1');
    expect(store.state.run).toMatchObject({ step: 12, status: 'paused' });
    expect(store.state.run.history.step.length).toBe(12);
  });

  it('goes on with a run that was stopped, and with one that failed from before it did', async () => {
    await put('a', { status: 'stopped' });
    const failure = { code: 'diverged', message: 'NaN' };
    await put('b', { status: 'failed', failure, checkpoint: { step: 20, bytes: fakeCheckpoint(20).length } });
    await disk.put({ run: disk.entry('b')?.run ?? fakeKeptRun('b'), checkpoint: fakeCheckpoint(20) });
    await open();
    await runController.open('a');
    expect(store.state.run).toMatchObject({ status: 'paused', step: 25 });
    await runController.open('b');
    expect(store.state.run).toMatchObject({ status: 'paused', step: 20, failure: null });
    expect(disk.entry('b')?.run).toMatchObject({ status: 'failed', step: 25 });
  });

  it('shows a run whose weights were not kept, with an untrained network', async () => {
    await put('a', { checkpoint: null });
    await open();
    await runController.open('a');
    expect(store.state.run).toMatchObject({ status: 'idle', step: 25 });
    expect(store.state.run.history.step.length).toBe(25);
    expect(store.state.runs.current).toBeNull();
    expect(playground.calls).toContain('prepare');
  });

  it('leaves everything as it is where a run cannot come back, and says why', async () => {
    await put('a');
    await open();
    await session.train();
    await progress(1, 9);
    playground.failures.set('restore', new KilnError('checkpointData', 'other images'));
    await runController.open('a');
    expect(codes()).toEqual(['checkpointData']);
    expect(store.state.runs).toMatchObject({ current: 'new-1', busy: null });
    expect(store.state.run).toMatchObject({ status: 'paused', step: 9 });
    await runController.open('gone');
    expect(codes()).toEqual(['checkpointData', 'runGone']);
  });

  it('repeats a run as a new one, with its settings', async () => {
    const config = { ...fakePreset.config, seed: 99 };
    await put('a', { config });
    await open();
    await runController.repeat('a');
    expect(store.state.run).toMatchObject({ status: 'running', config: { seed: 99 } });
    expect(store.state.runs.current).toBe('new-1');
    await progress(1, 9);
    expect(disk.entries.map(({ run }) => run.number).sort()).toEqual([1, 2]);
  });

  it('names, and names as before', async () => {
    await put('a');
    await open();
    await runController.rename('a', '  Mine ');
    expect(disk.entry('a')?.run.name).toBe('Mine');
    await runController.rename('a', ' ');
    expect(disk.entry('a')?.run.name).toBeNull();
    expect(disk.entry('a')?.checkpoint).not.toBeNull();
  });

  it('deletes runs, and the one at hand with what is shown of it', async () => {
    await put('a');
    await open();
    await session.train();
    await progress(1, 9);
    await runController.remove(['a', 'new-1']);
    expect(disk.entries).toEqual([]);
    expect(store.state.runs.kept).toEqual([]);
    expect(store.state.run.info).toBeNull();
    expect(playground.calls).toContain('stop');
  });

  it('touches no run that another tab is at', async () => {
    await put('a');
    await put('b');
    await open();
    tab.elsewhere.add('a');
    await runController.remove(['a', 'b']);
    expect(disk.entries.map(({ run }) => run.id)).toEqual(['a']);
    expect(codes()).toEqual(['runElsewhere']);
    await runController.rename('a', 'Mine');
    await runController.removeCheckpoints(['a']);
    expect(disk.entry('a')?.run).toMatchObject({ name: null, checkpoint: { step: 25 } });
  });

  it('says when there is no room, once, and writes all of it when there is', async () => {
    await put('a');
    await open();
    disk.isFull = true;
    await session.train();
    await progress(1, 9);
    now += 4_000;
    await progress(10, 12);
    expect(kinds()).toEqual(['unkept']);
    expect(store.state.runs).toMatchObject({ storageStatus: 'full', kept: [{ id: 'new-1', step: 12 }, { id: 'a' }] });
    expect(disk.entry('new-1')).toBeUndefined();
    await session.train();
    expect(kinds(), 'another run says nothing against it').toEqual(['unkept']);
    disk.isFull = false;
    await runController.removeCheckpoints(['a']);
    expect(store.state.runs.storageStatus).toBe('kept');
    expect(kinds()).toEqual([]);
    expect(disk.entry('new-1')).toMatchObject({ run: { step: 12 }, curves: { step: { length: 12 } } });
    expect(disk.entry('a')).toMatchObject({ run: { checkpoint: null }, checkpoint: null });
  });

  it('asks the browser once to keep what is kept', async () => {
    await open();
    await session.train();
    await progress(1, 9);
    await session.train();
    await progress(1, 9);
    expect(disk.entries).toHaveLength(2);
    expect(numPersists).toBe(1);
    expect(store.state.runs.storage).toEqual({ usage: 10, quota: 100 });
  });

  it('brings curves where they are looked at, and drops them afterwards', async () => {
    await put('a');
    await open();
    await runController.show('a', true);
    expect(store.state.runs.curves.size).toBe(0);
    store.dispatch({ type: 'viewChosen', view: 'compare' });
    runController.follow();
    await settle();
    expect(store.state.runs.curves.get('a')?.history.step.length).toBe(25);
    store.dispatch({ type: 'viewChosen', view: 'train' });
    runController.follow();
    expect(store.state.runs.curves.size).toBe(0);
    expect(store.state.runs.shown).toEqual(['a']);
  });

  it('writes a run to a file, and brings it in again', async () => {
    const run = await put('a', { name: 'Mine' });
    await open();
    await runController.exportRun('a');
    const [file] = files;
    if (!file) throw new Error('expected a file');
    expect(file.name).toBe('Mine.kiln.zip');
    const upload = new File([file.content], file.name);
    await runController.importRuns([upload]);
    expect(store.state.runs.kept).toMatchObject([
      { id: 'new-1', number: 2, color: 1, name: 'Mine', step: 25 },
      { id: 'a', number: 1, color: 0 },
    ]);
    await runController.remove(['a']);
    await runController.importRuns([upload, new File(['nothing'], 'photo.zip')]);
    expect(disk.entry('a')?.run).toEqual({ ...run, savedAt: 5_000, color: 0 });
    expect(disk.entry('a')?.checkpoint).toEqual(fakeCheckpoint(25));
    expect(codes()).toEqual(['runFile']);
  });

  describe('what comes from elsewhere', () => {
    it('and cannot be trained is set aside and told, exported and deleted', async () => {
      await put('a');
      await open({}, (fake) => fake.failures.set('checkConfig', new KilnError('layer', 'layer 1 (dense) …')));
      expect(store.state.runs).toMatchObject({ kept: [], setAside: [{ id: 'a', reason: 'layer 1 (dense) …' }] });
      expect(kinds()).toEqual(['setAside']);
      expect(disk.entry('a')).toBeDefined();
      await runController.exportRun('a');
      expect(files.map(({ name }) => name)).toEqual(['a.kiln.zip']);
      await runController.remove(['a']);
      expect(store.state.runs.setAside).toEqual([]);
      expect(kinds()).toEqual([]);
      expect(disk.entries).toEqual([]);
    });

    it('is not set aside where it is the device that fails', async () => {
      await put('a');
      await open({}, (fake) => fake.failures.set('checkConfig', new KilnError('fatal', 'gone')));
      expect(store.state.runs).toMatchObject({ kept: [{ id: 'a' }], setAside: [] });
    });

    it('is not kept where the core refuses it, or its weights are of another run', async () => {
      const run = await put('a');
      await open();
      await runController.exportRun('a');
      await runController.remove(['a']);
      const [file] = files;
      if (!file) throw new Error('expected a file');
      const upload = new File([file.content], file.name);
      const refusals = [
        ['checkConfig', 'config'],
        ['checkCheckpoint', 'checkpointNotFinite'],
      ] as const;
      for (const [call, code] of refusals) {
        playground.failures.set(call, new KilnError(code, call));
        await runController.importRuns([upload]);
        playground.failures.delete(call);
      }
      expect(codes()).toEqual(['runFileRefused']);
      const told = store.state.notices.find(({ kind }) => kind === 'error');
      expect(told).toMatchObject({ others: [{ message: expect.stringContaining('checkCheckpoint') }] });
      const other = fakeKeptRun('b', { ...run, id: 'b', config: { ...run.config, batchSize: 64 } });
      await disk.put({ run: other, curves: recordOf(curvesOf(fakeRunState(25)), 25), checkpoint: fakeCheckpoint(25) });
      runController.look();
      await settle();
      await settle();
      await runController.exportRun('b');
      await runController.remove(['b']);
      await runController.importRuns([new File([files[1]?.content ?? ''], 'b.zip')]);
      expect(codes()).toEqual(['runFileRefused', 'runFileDamaged']);
      expect(disk.entries).toEqual([]);
    });
  });

  describe('a run on drawings, too', () => {
    const pixels = btoa('\0'.repeat(784));
    const drawings = [{ label: 3, repeats: 20, pixels }];

    it('makes its images again', async () => {
      const { data } = await put('a');
      await put('a', { data: { ...data, numTrain: data.numTrain, drawings } });
      await open();
      // The fake has as many images as ever; only what they are said to be differs.
      await runController.open('a');
      expect(playground.calls).not.toContain('loadFiles');
      expect(codes()).toEqual(['runData']);
      await put('b', { data: { ...data, numTrain: data.numTrain + 20, drawings } });
      playground.sizes = [data.numTrain, data.numTrain + 20];
      await open({}, (fake) => {
        fake.sizes = [data.numTrain + 20];
      });
      runController.look();
      await settle();
      await runController.open('b');
      expect(playground.calls).toContain('loadFiles');
      expect(store.state.data.loaded).toMatchObject({ choice: 'synthetic', drawings });
      expect(store.state.run.step).toBe(25);
    });
  });

  it('opens a run on own files as soon as they are chosen again, and takes no others', async () => {
    const { data } = await put('a');
    await put('a', { data: { ...data, choice: 'files' } });
    await open();
    await runController.open('a');
    expect(store.state.notices).toMatchObject([{ kind: 'filesWanted', run: 'a', afterwards: 'open' }]);
    playground.sizes = [7];
    await runController.bringFiles('a', 'open', [new File([], 'x')]);
    expect(codes()).toEqual(['runOtherFiles']);
    expect(store.state.run.info).toBeNull();
    await runController.bringFiles('a', 'open', [new File([], 'x')]);
    expect(store.state.run.step).toBe(25);
    expect(kinds()).not.toContain('filesWanted');
  });

  it('keeps drawings', async () => {
    await open();
    const drawing = { label: 3, pixels: new Uint8Array(784), width: 28, height: 28 };
    store.dispatch({ type: 'drawingKept', drawing });
    runController.follow();
    await settle();
    await settle();
    expect([...(await disk.drawings()).values()]).toMatchObject([{ label: 3 }]);
    await open();
    expect(store.state.collection.drawings).toMatchObject([{ label: 3, isUsed: false }]);
    store.dispatch({ type: 'drawingRemoved', id: store.state.collection.drawings[0]?.id ?? 0 });
    runController.follow();
    await settle();
    await settle();
    expect((await disk.drawings()).size).toBe(0);
  });

  it('tells of drawings that cannot be read, writes them to a file as they lie there, and deletes them', async () => {
    disk.damaged.set(1, { label: 'three', pixels: Uint8Array.of(1, 2, 255) });
    disk.damaged.set(2, null);
    const drawing = { label: 3, pixels: new Uint8Array(784), width: 28, height: 28 };
    disk.damaged.delete(await disk.putDrawing(drawing, 7));
    await open();
    await settle();
    expect(store.state.collection.drawings).toHaveLength(1);
    expect(store.state.notices).toMatchObject([{ kind: 'drawingsSetAside', count: 2 }]);
    // A run that begins takes nothing of that back.
    await session.train();
    expect(kinds()).toEqual(['drawingsSetAside']);
    await runController.exportDamagedDrawings();
    expect(files.map(({ name }) => name)).toEqual(['kiln-drawings.json']);
    expect(JSON.parse((await files[0]?.content.text()) ?? '')).toEqual([
      { key: 1, stored: { label: 'three', pixels: 'AQL/' } },
      { key: 2, stored: null },
    ]);
    await runController.removeDamagedDrawings();
    expect([disk.damaged.size, (await disk.drawings()).size, kinds()]).toEqual([0, 1, []]);
    await open();
    await settle();
    expect(kinds()).toEqual([]);
  });

  it('says that it keeps nothing where nothing can be kept, and keeps it for as long as it lasts', async () => {
    await open({ disk: Promise.resolve(null) });
    expect(store.state.runs.storageStatus).toBe('unavailable');
    expect(kinds()).toEqual([]);
    await session.train();
    await progress(1, 9);
    expect(kinds()).toEqual(['unkept']);
    expect(store.state.runs.kept).toMatchObject([{ id: 'new-1', step: 9 }]);
  });
});
