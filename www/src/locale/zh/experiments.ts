/** Suggested experiments, in Chinese. `look` says what to watch once it trains. */
import type { experiments as english } from '../en/experiments.js';

export const experiments: Readonly<Record<keyof typeof english, string>> = {
  'try.title': '接着试试',
  'try.all': '全部实验',
  'try.set': '已为下一次训练设好。',
  'try.undo': '撤销',
  'try.back': '其他实验',
  'try.train': '请点击“训练”。',

  'try.rateOne': '学习率设为 1 会怎样？',
  'try.rateOne.look': '每次修正都大得离谱。注意损失：它会猛地升高，停在瞎猜的水平，甚至训练失败。',
  'try.noActivations': '去掉激活函数',
  'try.noActivations.relu': '去掉所有 ReLU',
  'try.noActivations.look': '没有激活函数，多层就等于一层线性变换。注意测试准确率：它停在更低的地方。',
  'try.fewImages': '只用 100 张图片',
  'try.fewImages.look': '图片太少，网络会死记硬背。注意差距：训练准确率接近 100%，测试却远远落后。',
  'try.oneImage': '一次只看一张图片',
  'try.oneImage.look': '每次修正都跟着一张图片走。注意淡色曲线的抖动，还有每秒的图片数。',
  'try.zeros': '权重全部从零开始',
  'try.zeros.look': '同一层的单元得到同样的修正，谁也学不到自己的东西。注意损失：它几乎不动。',
  'try.plainSgd': '普通梯度下降',
  'try.plainSgd.look': '不记得之前的步子，所有权重用同一个学习率。注意损失下降慢了多少。',
  'try.oneCycle': '让学习率先升后降',
  'try.oneCycle.look': '对照学习率看损失：中段的颠簸代价不大，平稳的末段会提高准确率。',
  'try.augmentation': '随机平移、旋转每张图片',
  'try.augmentation.look': '没有一张图片会重复出现。训练准确率会下降；之后画一个歪的数字，看看是不是认得更准。',
  'try.dropout': '随机关掉一半单元',
  'try.dropout.look': '单元之间不能互相依赖。对比两条曲线：训练反而不如测试，因为测试时用的是整个网络。',
  'try.seed': '换一个随机种子重来',
  'try.seed.look': '变的只有运气。注意结果差了多少：比这更小的差别没有意义。',
};
