/** Reports of runs, in Chinese. */
import type { report as english } from '../en/report.js';

export const report: Readonly<Record<keyof typeof english, string>> = {
  'report.save': '保存报告',
  'report.about': '一个文件，包含设置、曲线、混淆矩阵与错例，无需联网，可以打印。',
  'report.none': '请先训练一个网络，现在还没有可报告的内容。',
  'report.collecting': '正在收集图像',
  'report.writing': '正在撰写报告',
  'report.kind': '训练报告',
  'report.title': '{network} · {data}',
  'report.interval': '95% 置信区间 {low} 至 {high}',
  'report.epoch': '第 {epoch} 轮，共 {epochs} 轮',
  'report.data': '{name}：{counts}。{size}。',
  'report.time': '训练用时',
  'report.seconds': '{seconds} 秒',
  'report.results': '逐轮结果',
  'report.some': '共 {all} 次检验，列出其中 {shown} 次，包括最佳与最后一次。',
  'report.validationLoss': '验证损失',
  'report.matrix': '每行是一个真实类别，每列是一种猜测：蓝色为认对，红色为认错。',
  'report.settings': '设置',
  'report.images': '图像',
  'report.augmentation': '数据增强',
  'report.layer': '层',
  'report.changes': '训练途中的手动修改',
  'report.change': '第 {step} 步之后：{what}',
  'report.meaning': '这些数字说明什么',
  'report.meaning.accuracy.one': '在 {images} 张测试图像中，网络认对了 {correct} 张。它们都没有用于训练。',
  'report.meaning.accuracy.other': '在 {images} 张测试图像中，网络认对了 {correct} 张。它们都没有用于训练。',
  'report.meaning.interval':
    '这样大小的测试集只能把同类图像上的准确率确定到一定程度：按威尔逊方法，95% 置信区间为 {low} 至 {high}。',
  'report.meaning.difference': '两个网络的差距若小于这个范围，可能只是偶然。仅仅换一个随机种子，结果也会变动。',
  'report.meaning.chosen':
    '训练途中检验了 {count} 次测试集。如果据此挑选设置或最佳的一轮，得到的数字会略偏乐观；留作验证的图像正是为此准备的。',
  'report.meaning.unfinished': '训练尚未结束：这是第 {step} 步之后的网络。',
  'report.meaning.synthetic': '这些数字由程序绘制，不如真人笔迹多样，因此结果不能说明网络认读手写数字的本领。',
  'report.meaning.mnist':
    'MNIST 中的数字由美国学生和人口普查局职员书写，经过裁切、居中和缩小。换成其他笔迹或照片，准确率会更低。',
  'report.meaning.files': '图像由用户自备。结果只适用于以同样方式得到的图像，并且以测试图像能公平地代表它们为前提。',
  'report.again': '重现这次训练',
  'report.again.about':
    '此链接以同样的设置、数据集和随机种子打开 Kiln，得到同样的训练；换用另一类设备时，末几位数字可能不同。',
};
