import { beforeEach, describe, expect, it } from 'vitest';
import { ideaInForce } from '../../state/ideas/offered-ideas.js';
import { configOf, initialState } from '../../state/state.js';
import { FakePlayground, fakePreset } from '../fake-playground.js';
import { Store } from '../store.js';
import { IdeaTrial } from './idea-trial.js';
import { Session } from './session.js';

describe('ideas', () => {
  let store: Store;
  let session: Session;
  let trial: IdeaTrial;
  const config = () => configOf(store.state.setup);
  const shown = () => store.state.charts.shown;
  const inForce = () => ideaInForce(store.state.setup);
  const edit = (name: 'learningRate' | 'batchSize' | 'numEpochs' | 'seed' | 'diagnoseEvery', text: string) =>
    store.dispatch({ type: 'fieldEdited', name, text });

  beforeEach(async () => {
    store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
    const playground = new FakePlayground();
    session = new Session(store, { create: async () => playground, isMnistAtHand: async () => false });
    trial = new IdeaTrial(store, session);
    await session.start();
  });

  it('apply to the preset, never on top of each other, and all of it is taken back', () => {
    trial.tryOut('rateOne');
    expect(config()).toEqual({ ...fakePreset.config, learningRate: 1 });
    trial.tryOut('oneCycle');
    expect(shown()).toContain('learningRate');
    trial.tryOut('fewImages');
    expect(config()).toMatchObject({ learningRate: 0.001, data: { numTrain: 100 } });
    expect(config()?.schedule).toBeUndefined();
    expect(shown()).toEqual(['loss', 'accuracy']);
    expect(inForce()).toBe('fewImages');
    trial.undoIdea();
    expect(config()).toEqual(fakePreset.config);
    expect(store.state.ideas.current).toBeNull();
    expect(inForce()).toBeNull();
  });

  it('give back what was edited before the first one, and leave the charts of a visitor alone', () => {
    edit('batchSize', '32');
    store.dispatch({ type: 'chartToggled', name: 'speed' });
    trial.tryOut('oneImage');
    expect(config()?.batchSize).toBe(1);
    trial.tryOut('oneCycle');
    expect(config()?.batchSize).toBe(fakePreset.config.batchSize);
    trial.undoIdea();
    expect(config()).toEqual({ ...fakePreset.config, batchSize: 32 });
    expect(shown()).toEqual(['loss', 'accuracy', 'speed'].filter((name) => shown().some((one) => one === name)));
    expect(shown()).toContain('speed');
    expect(shown()).not.toContain('learningRate');
  });

  it('are not in force once a setting is edited, and are again once it is back', () => {
    trial.tryOut('fewImages');
    edit('numEpochs', '3');
    expect(inForce()).toBeNull();
    expect(store.state.ideas.current?.name).toBe('fewImages');
    edit('numEpochs', '20');
    expect(inForce()).toBe('fewImages');
    // Neither the seed nor measuring makes it another experiment.
    edit('seed', '7');
    edit('diagnoseEvery', '10');
    expect(inForce()).toBe('fewImages');
    edit('numEpochs', '3');
    trial.undoIdea();
    expect(config()).toEqual(fakePreset.config);
  });

  it('end, with the chart that they switched on, where other settings are chosen', () => {
    const ends = [
      () => session.choosePreset(fakePreset.id),
      () => session.chooseConfig({ ...fakePreset.config, learningRate: 0.5 }),
      () => store.dispatch({ type: 'fieldsReset' }),
    ];
    for (const end of ends) {
      trial.tryOut('oneCycle');
      expect(shown()).toContain('learningRate');
      end();
      expect(store.state.ideas.current).toBeNull();
      expect(shown()).not.toContain('learningRate');
    }
  });

  it('leave a chart that a hand has switched since', () => {
    trial.tryOut('oneCycle');
    store.dispatch({ type: 'chartToggled', name: 'learningRate' });
    store.dispatch({ type: 'chartToggled', name: 'learningRate' });
    trial.undoIdea();
    expect(shown()).toContain('learningRate');
  });

  it('edited back by hand are over', () => {
    trial.tryOut('rateOne');
    edit('learningRate', '0.001');
    expect(inForce()).toBeNull();
    expect(store.state.ideas.current).toBeNull();
  });

  it('are known by the settings alone, as after a link, and lead back to the preset', () => {
    session.chooseConfig({ ...fakePreset.config, learningRate: 1 });
    expect(inForce()).toBe('rateOne');
    trial.undoIdea();
    expect(config()).toEqual(fakePreset.config);
    edit('seed', '9');
    expect(inForce()).toBe('seed');
  });
});
