/** Whether a model can run on this device, and if not why, in plain words. Nothing is downloaded to find out. */

import type { ModelLack } from '../../contract/models.ts';
import { browserAvailability } from './browser-model.ts';
import type { ModelDescription, ModelNeeds } from './types.ts';

/** WebGPU is in no library that is installed here; the part used. */
interface GpuAdapter {
  features: ReadonlySet<string>;
  limits: { maxStorageBufferBindingSize: number };
}
type WithGpu = Navigator & { gpu?: { requestAdapter(): Promise<GpuAdapter | null> }; deviceMemory?: number };

/** Null where it can. */
export async function whyNot({
  engine,
  needs = {},
  vision,
}: Pick<ModelDescription, 'engine' | 'needs' | 'vision'>): Promise<ModelLack | null> {
  if (engine === 'browser') {
    return (await browserAvailability(vision !== undefined)) === 'unavailable'
      ? lack(
          'no_browser_model',
          'This browser has no language model of its own, or not for this device. Choose another model.',
        )
      : null;
  }
  if (!('storage' in navigator) || !('getDirectory' in navigator.storage)) {
    return lack('no_storage', 'This browser cannot keep large files. Update it, or leave private browsing.');
  }
  const without = engine === 'wllama' ? wasmLack() : null;
  return without ?? memoryLack(needs) ?? (await gpuLack(engine === 'web-llm' ? { ...needs, gpu: true } : needs));
}

const lack = (code: ModelLack['code'], message: string): ModelLack => ({ code, message });

/** wllama 3.8.1 is built for 64-bit memory; a build without it is not shipped. */
function wasmLack(): ModelLack | null {
  try {
    new WebAssembly.Memory({ address: 'i64', initial: 1n } as unknown as WebAssembly.MemoryDescriptor);
    return null;
  } catch {
    return lack(
      'no_wasm',
      'This browser cannot run the model (WebAssembly with 64-bit memory). Use a current Chrome, Edge or Firefox.',
    );
  }
}

/** `deviceMemory` is told in Chromium alone, rounded and 8 GB at most (32 from version 147): more than that is not asked. */
function memoryLack({ memory }: ModelNeeds): ModelLack | null {
  const gigabytes = (navigator as WithGpu).deviceMemory;
  if (memory === undefined || gigabytes === undefined || gigabytes >= 8 || gigabytes * 2 ** 30 >= memory) return null;
  return lack(
    'memory',
    `The model needs ${inGigabytes(memory)} GB of memory, and this device has about ${gigabytes} GB. Choose a smaller one.`,
  );
}

async function gpuLack({ gpu, shader_f16, buffer }: ModelNeeds): Promise<ModelLack | null> {
  if (!gpu && !shader_f16 && buffer === undefined) return null;
  const adapter = await (navigator as WithGpu).gpu?.requestAdapter().catch(() => null);
  if (!adapter) {
    return lack(
      'no_gpu',
      'This browser gives no access to a GPU (WebGPU). Use a current Chrome or Edge with a GPU, or another model.',
    );
  }
  if (shader_f16 && !adapter.features.has('shader-f16')) {
    return lack(
      'no_f16',
      'This GPU cannot compute with 16-bit numbers (shader-f16). Choose a model that does not need them.',
    );
  }
  const most = adapter.limits.maxStorageBufferBindingSize;
  if (buffer === undefined || most >= buffer) return null;
  return lack(
    'buffer',
    `The model needs ${inGigabytes(buffer)} GB in one piece on the GPU, and this one gives ${inGigabytes(most)} GB. Choose a smaller one.`,
  );
}

const inGigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1).replace(/\.0$/, '');
