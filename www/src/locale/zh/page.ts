/** The page itself, in Chinese. */
import type { page as english } from '../en/page.js';

export const page: Readonly<Record<keyof typeof english, string>> = {
  'page.title': 'Kiln：在网页里训练神经网络',
  'page.setup': '设置',
  'page.curves': '曲线',
  'page.drawing': '手写数字',
  'page.command': '训练控制',
  'page.top': '设备与偏好',
  'page.skip': '跳到训练控制',

  'intro.text':
    '第一次来？Kiln 就在这个网页里训练神经网络：点“训练”，看损失一路下降，再写一个数字，看网络把它认成什么。',
  'intro.about': '这个网页是什么？',

  'view.label': '视图',
  'view.train': '训练',
  'view.evaluate': '评估',
  'view.compare': '对比',

  'language.label': '语言',

  'theme.label': '主题',
  'theme.system': '跟随系统',
  'theme.light': '浅色',
  'theme.dark': '深色',

  'notice.dismiss': '关闭',
  'notice.details': '详情',
  'notice.restarted': '计算设备出错，已重新启动。曲线仍在，点击“训练”开始新的训练。',
};
