/** Runs that are kept, and come back, in Chinese. */
import type { keeping as english } from '../en/keeping.js';

export const keeping: Readonly<Record<keyof typeof english, string>> = {
  'run.named': '{preset}，第 {number} 次训练',
  'run.numbered': '第 {number} 次训练',
  'run.differs': '{preset}：{differences}',
  'run.setting': '{label} {value}',
  'run.between': '，',
  'run.more': '{differences} 等另外 {count} 项',
  'run.on': '{name}，{data}',
  'run.again': '{name}，第 {number} 次训练',
  'run.byHand': '途中手动调整',
  'run.layers': '层不同',
  'run.without': '去掉 {layer}',
  'run.moreOf': '更多 {layer}',
  'run.fewerOf': '更少 {layer}',
  'status.comingBack': '正在恢复上次的训练',

  'notice.restarted.back': '计算设备出错，已重新启动。训练已从最近一次保存处恢复，暂停在第 {step} 步。',
  'notice.full': '没有空间保存训练了。页面打开期间不会丢失任何内容，请在关闭页面之前腾出空间。',
  'notice.full.act': '到“对比”中腾出空间',
  'notice.unavailable': '此浏览器不为本页保存内容，训练只在页面打开期间保留。请导出重要的训练。',
  'notice.unavailable.act': '查看训练',
  'notice.interrupted': '“{name}”停在第 {step} 步，共 {total} 步。',
  'notice.interrupted.act': '接着训练',

  'notice.filesWanted':
    '“{name}”使用了你自己的文件，网页不能自行再次打开它们。选择同样的四个文件（训练 {train} 张、测试 {test} 张，{width} × {height} 像素）即可打开此训练。',
  'notice.setAside.one': '有 {count} 次保存的训练，此版本已无法读取。它已移到“对比”中单独列出，可以导出。',
  'notice.setAside.other': '有 {count} 次保存的训练，此版本已无法读取。它们已移到“对比”中单独列出，可以导出。',
  'notice.setAside.act': '到“对比”中查看',
  'notice.drawingsSetAside.one':
    '有 {count} 幅保存的手写图像，此版本已无法读取，因此没有列入“我的手写”。导出会把保存的内容写入文件。',
  'notice.drawingsSetAside.other':
    '有 {count} 幅保存的手写图像，此版本已无法读取，因此没有列入“我的手写”。导出会把保存的内容写入文件。',
  'notice.drawingsSetAside.remove': '删除无法读取的内容',
  'notice.drawingsSetAside.removeNow': '永久删除',
  'notice.others.one': '还有 {count} 个同类问题',
  'notice.others.other': '还有 {count} 个同类问题',

  'aside.title': '另置的训练',
  'aside.about': '这些训练仍保存着，但此版本的 Kiln 无法读取。导出的文件也许能被更新的版本读取。',
  'aside.unreadable': '保存的内容不是训练记录。',

  'error.runElsewhere': '此训练已在另一个标签页中打开。请到那里继续，或先关闭那个标签页。',
  'error.runFiles': '此训练使用了您自己的图像，浏览器没有保存它们。请在“数据”中重新添加相同的文件，再打开此训练。',
  'error.runData': '没有此训练所用的图像，因此无法继续。',
  'error.runGone': '此训练已不存在，或已无法读取。',
  'error.runOtherFiles': '这些不是此训练所用的文件，因此保持原样。请选择当时的文件。',
  'error.runFile': '此文件不是 Kiln 导出的训练，或者不完整。',
  'error.runFile.detail': '文件：{file}',
  'error.runFileDamaged': '文件已损坏，各部分互不相符。请重新导出此训练。',
  'error.runFileDamaged.missing': '{file}：缺少 {part}。',
  'error.runFileDamaged.altered': '{file}：{part} 的内容已被改动。',
  'error.runFileDamaged.unreadable': '{file}：{part} 无法读取。',
  'error.runFileDamaged.mismatch': '{file}：权重不属于此训练。',
  'error.runFileRefused': '文件中的训练无法在此进行：它被改动过，或来自更新版本的 Kiln。',
  'error.runFileFuture.detail': '{file}：格式 {found}，本页最高支持格式 {expected}。',
  'error.runFileFuture': '此文件由更新版本的 Kiln 写成。请重新载入页面以获得新版本。',
};
