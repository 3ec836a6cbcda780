/** Devices, in Chinese. */
import type { device as english } from '../en/device.js';

export const device: Readonly<Record<keyof typeof english, string>> = {
  'device.label': '设备',
  'device.starting': '正在寻找计算设备',
  'device.failed': '没有可用设备',
  'device.webgpu': 'WebGPU · {adapter}',
  'device.webgpu.unnamed': 'WebGPU',
  'device.cpu.one': 'CPU，{threads} 线程',
  'device.cpu.other': 'CPU，{threads} 线程',
  'device.because': '{device}：{reason}',
  'device.fallback.noWebGpu': '此浏览器不支持 WebGPU',
  'device.fallback.noAdapter': '没有 WebGPU 适配器',
  'device.fallback.selfCheckFailed': 'GPU 的计算结果不正确',
  'device.fallback.deviceFailed': 'GPU 无法启动',
  'device.fallback.forced': '由网址指定',
  'device.single.notIsolated': '只用一个线程：服务器没有发送共享内存所需的响应头。',
  'device.single.oneCore': '只用一个线程：本机只有一个核心。',
  'device.single.asked': '只用一个线程：按要求如此。',
  'device.single.crossOrigin': '只用一个线程：模块来自另一个网站。',
  'device.choice': '训练设备',
  'device.choice.auto': '自动选择最快的',
  'device.choice.webgpu': '仅 WebGPU',
  'device.choice.cpu': '仅 CPU',
  'device.choice.note': '更换设备会重新载入页面，正在进行的训练会丢失。',
};
