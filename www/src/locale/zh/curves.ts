/** Charts, in Chinese. */
import type { curves as english } from '../en/curves.js';

export const curves: Readonly<Record<keyof typeof english, string>> = {
  'chart.loss': '损失',
  'chart.loss.about': '网络错得有多厉害，越低越好。',
  'chart.accuracy': '准确率',
  'chart.accuracy.about': '认对的数字所占的比例。',
  'chart.step': '步',
  'chart.train': '训练',
  'chart.trainRaw': '逐步',
  'chart.validation': '验证',
  'chart.test': '测试',
  'chart.empty.loss': '点击“训练”，每一步的损失都会画在这里。',
  'chart.empty.accuracy': '训练中的准确率，以及每轮之后的测试准确率。',
  'chart.summary.empty': '{name}：还没有数据。',
  'chart.summary.one': '{name}，共 {steps} 步：训练值从 {first} 到 {last}。',
  'chart.summary.other': '{name}，共 {steps} 步：训练值从 {first} 到 {last}。',
  'chart.summary.validation': '第 {epoch} 轮后验证：{value}。',
  'chart.summary.test': '第 {epoch} 轮后测试：{value}。',
};
