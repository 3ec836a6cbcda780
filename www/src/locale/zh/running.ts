/** A run under way, in Chinese. */
import type { running as english } from '../en/running.js';

export const running: Readonly<Record<keyof typeof english, string>> = {
  'command.train': '训练',
  'command.trainAgain': '重新训练',
  'command.pause': '暂停',
  'command.resume': '继续',
  'command.step': '单步',
  'command.step.about': '修正网络一次，然后暂停',
  'command.stop': '停止',
  'command.progress': '训练进度',

  'progress.epoch': '轮',
  'progress.step': '步',
  'progress.speed': '速度',
  'progress.elapsed': '已用',
  'progress.remaining': '剩余',
  'progress.accuracy': '测试准确率',
  'progress.validation': '验证准确率',
  'progress.of': '{done} / {total}',
  'progress.rate': '{images} 张/秒',
  'progress.testing': '测试中：{done} / {total}',

  'status.noDevice': '正在获取训练引擎',
  'status.noData': '等待数据',
  'status.invalid': '有一项设置需要改正',
  'status.idle': '可以开始训练',
  'status.starting': '正在建立网络',
  'status.running': '训练中',
  'status.paused': '已暂停',
  'status.finished': '已完成',
  'status.stopped': '已停止',
  'status.failed': '失败',

  'finished.epochs': '已完成：跑完所有轮数',
  'finished.steps': '已完成：达到步数上限',
  'finished.ended': '已完成：提前结束',
  'finished.accuracy': '已完成：达到目标准确率',
  'finished.convergence': '已完成：不再改善',
};
