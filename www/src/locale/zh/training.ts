/** Settings of training, in Chinese. */
import type { training as english } from '../en/training.js';

export const training: Readonly<Record<keyof typeof english, string>> = {
  'training.title': '训练',
  'training.summary': '{optimizer} · {rate} · {epochs}',
  'training.epochs.one': '{count} 轮',
  'training.epochs.other': '{count} 轮',
  'training.about': '“{field}”是什么？',
  'training.optimizer': '优化器',
  'training.optimizer.help':
    '把误差变成网络修正量的规则。Adam 为每个参数分别调节步幅，很少失手；AdamW、RMSProp、AdaGrad 与它同类；Muon 以整层的矩阵为单位调整；SGD 处处用同样的小步，需要更大的学习率。',
  'training.optimizer.adam': 'Adam',
  'training.optimizer.adamw': 'AdamW',
  'training.optimizer.sgd': 'SGD',
  'training.optimizer.rmsprop': 'RMSProp',
  'training.optimizer.adagrad': 'AdaGrad',
  'training.optimizer.muon': 'Muon',
  'training.learningRate': '学习率',
  'training.learningRate.help':
    '每次修正的幅度。太小则学得很慢，太大则损失来回跳动甚至发散。Adam 适合 0.001，SGD 适合 0.1。',
  'training.batchSize': '批大小',
  'training.batchSize.help': '每看多少张图像修正一次。批越大，修正越平稳，次数也越少。',
  'training.numEpochs': '轮数',
  'training.numEpochs.help': '把整个训练集看几遍。每一轮结束后都会用测试集检验。',
  'training.seed': '随机种子',
  'training.seed.help': '决定网络的随机起点和图像的顺序：种子相同，训练过程就相同。',
};
