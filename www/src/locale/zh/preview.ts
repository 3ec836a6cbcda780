/** Training images as a run will see them, in Chinese. */
import type { preview as english } from '../en/preview.js';

export const preview: Readonly<Record<keyof typeof english, string>> = {
  'preview.off': '未用数据增强：图像按原样学习。',
  'preview.title': '几张训练图像：原样，以及训练时看到的样子',
  'preview.looking': '正在变换几张训练图像',
  'preview.original': '原图',
  'preview.seen': '第 {from} 至 {to} 轮看到的样子',
  'preview.epoch': '第 {epoch} 轮',
  'preview.row.original': '第 {position} 张图像的原样',
  'preview.row.seen': '第 {position} 张图像在训练时的样子',
  'preview.images': '换几张图像',
  'preview.epochs': '看后面几轮',
};
