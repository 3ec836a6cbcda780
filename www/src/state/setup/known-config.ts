/**
 * Whether everything in a configuration is something that this page has a name and a form for. What is not, a kind of
 * layer from a later version or from nowhere, cannot be shown, whatever it is.
 */
import { isTyped } from '../../guards.js';
import type { LayerConfig, RunConfig } from '../../protocol.js';
import type { Field } from './field.js';
import { isKind, layerKinds } from './layer-kinds.js';
import { runFieldIds, runFields } from './run-fields.js';

export function isKnownConfig(config: RunConfig): boolean {
  if (!areKnownLayers(config.layers)) return false;
  // Most fields are of one rule or schedule only: first it has to be one of those that there are.
  const kinds = [runFields.optimizer, runFields.schedule, runFields.loss];
  if (!kinds.every((field) => isKnown(field, config))) return false;
  // The weights of a file are a start, too, which no form offers.
  const isFromFile = config.initialization?.type === 'checkpoint';
  return runFieldIds.every((id) => (id === 'initialization' && isFromFile) || isKnown(runFields[id], config));
}

function areKnownLayers(layers: readonly unknown[]): boolean {
  return layers.every((layer) => {
    if (!isLayer(layer)) return false;
    if (layer.type === 'residual') return Array.isArray(layer.layers) && areKnownLayers(layer.layers);
    return layerKinds[layer.type].fields.every((field) => isKnown(field, layer));
  });
}

function isLayer(layer: unknown): layer is LayerConfig {
  return isTyped(layer) && isKind(layer.type);
}

/** Of a choice, one of its options; of a number, one, or nothing where that may be. */
function isKnown<S>({ control, read }: Field<S>, subject: S): boolean {
  const value = read(subject);
  if (value === null) return true;
  switch (control.kind) {
    case 'choice':
      return control.options.includes(value);
    case 'number':
      return value === '' ? control.isOptional : Number.isFinite(Number(value));
    case 'switch':
      return true;
    default:
      return control satisfies never;
  }
}
