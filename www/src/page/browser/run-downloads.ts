/** What of the run at hand is saved as a file: a chart as a picture, its curves as a table or as JSON. */
import type { KilnChart } from '../../charts/chart.js';
import type { Store } from '../store.js';
import { saveFile } from './save-file.js';

export class RunDownloads {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Few save pictures: their code comes when one is wanted. */
  async savePicture(chart: KilnChart, name: string, form: 'png' | 'svg'): Promise<void> {
    try {
      const parts = chart.parts();
      const blob =
        form === 'png'
          ? await (await import('../../charts/chart-picture.js')).picture(parts)
          : (await import('../../charts/chart-svg.js')).svgPicture(parts);
      saveFile(blob, `kiln-${name}.${form}`);
      this.#store.dispatch({ type: 'chartSaved', isDone: true });
    } catch {
      this.#store.dispatch({ type: 'chartSaved', isDone: false });
    }
  }

  /** Whoever saves tables is few: their code comes when it is wanted. */
  async saveTable(): Promise<void> {
    const { runTable } = await import('../../state/run/run-table.js');
    saveFile(new Blob([runTable(this.#store.state.run)], { type: 'text/csv' }), 'kiln-run.csv');
  }

  /** The same as a run's file has it, which reads back exactly. */
  async saveJson(): Promise<void> {
    const [{ recordOf }, { curvesToJson }, { curvesOf }] = await Promise.all([
      import('../../runs/curves-record.js'),
      import('../../runs/curves-json.js'),
      import('../../state/run/kept-run.js'),
    ]);
    const { run } = this.#store.state;
    const text = curvesToJson(recordOf(curvesOf(run), Number.POSITIVE_INFINITY));
    saveFile(new Blob([text], { type: 'application/json' }), 'kiln-run.json');
  }
}
