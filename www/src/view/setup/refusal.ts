/** Why the core cannot build a list of layers, taken from its message: which layer, what arrives there, and the reason. */
export interface Refusal {
  /** Of the layer at fault, from 0, each within the one before; empty where no single layer is. */
  readonly path: readonly number[];
  /** The shape that arrives at it. */
  readonly input: readonly number[];
  readonly reason: string;
}

const outer = /^layer (\d+) \(\w+\) cannot take an input of shape \[([\d, ]*)\]: /;
const inner = /^within it, layer (\d+) \(\w+\), input \[([\d, ]*)\]: /;

export function refusalOf(message: string): Refusal {
  let refusal: Refusal = { path: [], input: [], reason: message };
  for (let found = outer.exec(message); found; found = inner.exec(refusal.reason)) {
    const [whole, position, shape = ''] = found;
    refusal = {
      path: [...refusal.path, Number(position) - 1],
      input: shape.split(',').filter(Boolean).map(Number),
      reason: refusal.reason.slice(whole.length),
    };
  }
  return refusal;
}
