/** Tools of the draw pad, pictures brought to it, and the drawings that are kept, in Chinese. */
import type { pad as english } from '../en/pad.js';

export const pad: Readonly<Record<keyof typeof english, string>> = {
  'pad.brush': '笔的粗细',
  'pad.brush.thin': '细笔',
  'pad.brush.medium': '中笔',
  'pad.brush.thick': '粗笔',
  'pad.picture': '打开图片',
  'pad.picture.about': '打开图片；也可以把图片拖到这里，或按 Ctrl+V 粘贴',
  'pad.ground.light': '来自你的图片：深色部分当作笔迹。',
  'pad.ground.dark': '来自你的图片：底色较深，浅色部分当作笔迹。',
  'pad.ground.transparent': '来自你的图片：不透明的部分当作笔迹。',
  'pad.bad.unreadable': '“{name}”不是浏览器能打开的图片。请选择 PNG、JPEG 或 WebP 文件。',
  'pad.bad.blank': '“{name}”里看不出笔迹。请选择数字与底色深浅分明的图片。',
  'pad.bad.tooLarge': '“{name}”超过 64 MB。请选择小一些的图片。',

  'mine.correct': '它其实是什么？',
  'mine.correct.about': '选出类别，这幅手写就会留下来供学习。',
  'mine.class': '它是 {name}',
  'mine.kept': '已作为 {name} 留下。',
  'mine.title': '我的手写',
  'mine.count': '已留下 {count} 幅，关闭页面前有效',
  'mine.remove': '移除这个 {name}',
  'mine.join': '加入训练图像',
  'mine.joining': '正在加入',
  'mine.join.about': '每幅加入 {repeats} 次，以免淹没在其他图像之中。这会生成新的数据集，之后请按“训练”。',
  'mine.joined': '它们都已在训练图像之中。按“训练”即可学习。',
  'mine.locked': '停止训练后才能加入训练图像。',
  'mine.otherSize': '它们与现有图像大小不同，无法加入。',
};
