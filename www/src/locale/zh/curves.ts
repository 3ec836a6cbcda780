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
  'chart.guessing': '瞎猜',
  'chart.before': '上一次训练',
  'chart.outside': '超出坐标轴：最高 {value}，在{place}。',
  'chart.at.step': '第 {step} 步',
  'chart.at.epoch': '第 {epoch} 轮',
  'chart.at.second': '第 {seconds} 秒',

  'trouble.diverged': '第 {step} 步之后发散：损失超出了数值范围。把学习率从 {rate} 改成 {less} 试试。',
  'trouble.diverged.mark': '发散',
  'trouble.diverging':
    '从第 {step} 步起发散：损失最高达 {peak}，远不如瞎猜（{chance}）。把学习率从 {rate} 改成 {less} 试试。',
  'trouble.diverging.mark': '开始发散',
  'trouble.broken':
    '第 {step} 步失控，损失最高达 {peak}，回落后也不比瞎猜（{chance}）好。把学习率从 {rate} 改成 {less} 试试。',
  'trouble.broken.mark': '失控',
  'trouble.stuck': '训练了 {step} 步，仍不比瞎猜（{chance}）好。如果一直如此，换一个学习率或换一种初始权重。',
  'turn.validation':
    '从第 {epoch} 轮（第 {step} 步）起过拟合：验证损失从 {before} 升到 {now}，训练损失却从 {trainBefore} 降到 {trainNow}。可以在那里停下，或使用更多图片、数据增强、丢弃层。',
  'turn.validation.mark': '验证损失回升',
  'turn.test':
    '从第 {epoch} 轮（第 {step} 步）起过拟合：测试损失从 {before} 升到 {now}，训练损失却从 {trainBefore} 降到 {trainNow}。可以使用更多图片、数据增强、丢弃层。',
  'turn.test.mark': '测试损失回升',

  'before.better': '比上一次训练高 {points} 个百分点。',
  'before.worse': '比上一次训练低 {points} 个百分点。',
  'before.same': '与上一次训练一样准确。',
  'before.epochs': '本次读取于第 {now} 轮之后，上一次于第 {before} 轮之后。',
  'before.spread': '同样的设置用 {count} 个种子训练，结果相差 {points} 个百分点。',
  'before.noise': '在 {images} 张测试图片上，这样的差别可能只是偶然。',
  'before.unknown': '单换一个种子会有多大变化，还不知道。',
};
