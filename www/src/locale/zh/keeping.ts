/** Runs that are kept, and come back, in Chinese. */
import type { keeping as english } from '../en/keeping.js';

export const keeping: Readonly<Record<keyof typeof english, string>> = {
  'run.named': '{preset}，第 {number} 次训练',
  'run.numbered': '第 {number} 次训练',
  'status.comingBack': '正在恢复上次的训练',

  'notice.restarted.back': '计算设备出错，已重新启动。训练已从最近一次保存处恢复，暂停在第 {step} 步。',
  'notice.full': '没有空间保存训练了。页面打开期间不会丢失任何内容，请在关闭页面之前腾出空间。',
  'notice.full.act': '到“对比”中腾出空间',
  'notice.unavailable': '此浏览器不为本页保存内容，训练只在页面打开期间保留。请导出重要的训练。',
  'notice.unavailable.act': '查看训练',
  'notice.interrupted': '“{name}”停在第 {step} 步，共 {total} 步。',
  'notice.interrupted.act': '接着训练',

  'error.runElsewhere': '此训练已在另一个标签页中打开。请到那里继续，或先关闭那个标签页。',
  'error.runFiles': '此训练使用了您自己的图像，浏览器没有保存它们。请在“数据”中重新添加相同的文件，再打开此训练。',
  'error.runData': '没有此训练所用的图像，因此无法继续。',
  'error.runGone': '此训练已不存在，或已无法读取。',
  'error.runsDamaged': '有些保存的训练已无法读取，没有列出。',
  'error.runFile': '此文件不是 Kiln 导出的训练，或者不完整。',
  'error.runFileDamaged': '文件已损坏，各部分互不相符。请重新导出此训练。',
  'error.runFileFuture': '此文件由更新版本的 Kiln 写成。请重新载入页面以获得新版本。',
};
