/** The draw pad, in Chinese. */
import type { drawing as english } from '../en/drawing.js';

export const drawing: Readonly<Record<keyof typeof english, string>> = {
  'draw.title': '手写',
  'draw.pad': '手写板。用鼠标、手指或笔书写；也可用方向键移动，按空格键落笔或抬笔。',
  'draw.invite': '写一个数字，或拖入图片',
  'draw.undo': '撤销',
  'draw.clear': '清除',
  'draw.seen': '网络看到的图像',
  'draw.seen.empty': '你的笔迹，居中并缩小。',
  'draw.probabilities': '每个数字的概率',
  'draw.best': '认作 {digit}，{probability}',
  'draw.untrained': '网络尚未训练，这些只是随机猜测。',
  'draw.novel': '网络只能在 {classes} 类里选一个，可这幅画哪一类都不像。',
  'draw.novel.about':
    '它的笔画边缘离所有测试图像都很远（距离 {distance}），而 99% 的测试图像彼此更近（{limit} 以内）。',
  'draw.live': '随着网络的学习不断更新。',
};
