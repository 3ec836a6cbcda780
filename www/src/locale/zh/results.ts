/** Test results, in Chinese. */
import type { results as english } from '../en/results.js';

export const results: Readonly<Record<keyof typeof english, string>> = {
  'results.title': '测试结果',
  'results.empty': '每一轮结束后会检验整个测试集，结果列在这里。',
  'results.epoch': '轮',
  'results.loss': '测试损失',
  'results.accuracy': '测试准确率',
  'results.wrong': '认错',
  'results.wrong.of': '{images} 张中 {wrong} 张',
  'results.best': '最佳',
  'results.last': '最近一次',
  'results.bestSoFar': '最佳',
  'results.table': '每轮之后的测试结果',
};
