import { expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import type { LayerConfig } from '../../protocol.js';
import { layerName } from './layer-name.js';

const [en, zh] = [new Words('en'), new Words('zh')];

it.each<[LayerConfig, string, string]>([
  [{ type: 'conv2d', channels: 32, kernel: 3 }, 'Convolution 3 × 3', '卷积 3 × 3'],
  [{ type: 'conv2d', channels: 32, kernel: 5, stride: 2 }, 'Convolution 5 × 5, stride 2', '卷积 5 × 5，步长 2'],
  [{ type: 'dropout', rate: 0.25 }, 'Dropout 25%', '随机失活 25%'],
  [{ type: 'leakyRelu', slope: 0.01 }, 'Leaky ReLU 0.01', '带泄漏 ReLU 0.01'],
  [{ type: 'leakyRelu' }, 'Leaky ReLU', '带泄漏 ReLU'],
  [{ type: 'lstm', units: 128 }, 'LSTM 128', '长短期记忆 128'],
  [{ type: 'patches', size: 4, dim: 64 }, 'Patches 4 × 4', '图像块 4 × 4'],
  [{ type: 'residual', layers: [] }, 'Residual block', '残差块'],
])('%j has its name and its numbers', (layer, english, chinese) => {
  // A size is not broken in two lines.
  const name = (words: Words) => layerName(layer, words).replaceAll('\u00a0×\u00a0', ' × ');
  expect(name(en)).toBe(english);
  expect(name(zh)).toBe(chinese);
});
