/** Devices, in English. */
export const device = {
  'device.label': 'Device',
  'device.starting': 'Looking for a device',
  'device.failed': 'No device',
  'device.webgpu': 'WebGPU · {adapter}',
  'device.webgpu.unnamed': 'WebGPU',
  'device.cpu.one': 'CPU, {threads} thread',
  'device.cpu.other': 'CPU, {threads} threads',
  'device.because': '{device}: {reason}',
  'device.fallback.noWebGpu': 'this browser has no WebGPU',
  'device.fallback.noAdapter': 'no WebGPU adapter',
  'device.fallback.selfCheckFailed': 'the GPU computed wrong numbers',
  'device.fallback.deviceFailed': 'the GPU could not be started',
  'device.fallback.forced': 'as asked in the address',
  'device.single.notIsolated': 'One thread only: the server does not send the headers that shared memory needs.',
  'device.single.oneCore': 'One thread only: this machine reports one core.',
  'device.single.asked': 'One thread only: as asked.',
  'device.single.crossOrigin': 'One thread only: the module comes from another site.',
  'device.choice': 'Train on',
  'device.choice.auto': 'The fastest that works',
  'device.choice.webgpu': 'WebGPU only',
  'device.choice.cpu': 'CPU only',
  'device.choice.note': 'Changing the device reloads the page.',
  'device.choice.note.kept':
    'Changing the device reloads the page. The run is kept and comes back, paused where it is.',
  'device.choice.note.ended': 'Changing the device reloads the page. The run is kept and comes back as it ended.',
  'device.choice.note.files':
    'Changing the device reloads the page. The run is kept; your files have to be chosen once more before it goes on.',
  'device.choice.note.lost':
    'Changing the device reloads the page. This browser keeps nothing for it, so the run would be lost: export it first, under Compare.',
} as const;
