/** Links that carry a run, in Chinese. */
import type { sharing as english } from '../en/sharing.js';

export const sharing: Readonly<Record<keyof typeof english, string>> = {
  'share.title': '分享',
  'share.about': '打开此链接的人会得到同样的设置和随机种子，也就是同样的训练。',
  'share.files': '链接不包含你自己的图片，对方需要自行添加。',
  'share.drawings': '链接不包含你的手写字，打开链接的人训练时没有它们。',
  'share.invalid': '有一项设置需要改正，之后才能分享。',
  'share.form': '复制内容',
  'share.form.link': '链接',
  'share.form.frame': '嵌入网页',
  'share.link': '本次训练的链接',
  'share.frame': '用于嵌入网页的 HTML',
  'share.frame.about': '把这段代码粘贴到要嵌入的网页中。该网页须启用跨源隔离，训练才能用上全部核心，否则只用一个。',
  'share.copy.link': '复制链接',
  'share.copy.frame': '复制 HTML',
  'share.copied': '已复制。',
  'share.refused': '浏览器不允许复制。文本已选中，请手动复制。',
  'error.linkBad': '训练链接已损坏，页面以默认设置打开。请重新索取链接。',
  'error.linkFuture':
    '此链接由更新版本的 Kiln 生成，页面以默认设置打开。请刷新页面以获取新版本；在你更改设置之前，链接会一直留在地址栏中。',
  'error.linkFiles': '链接中的训练用的是对方自己的图片。请在“数据”中添加你的图片，或用现有数据训练。',
};
