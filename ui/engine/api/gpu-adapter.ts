import type { GpuRefusal } from './report';

/**
 * The limits that a GPU must have, in bytes. They are WebGPU's defaults. The largest tensor (75 MB, blemish network)
 * and 4096² pixels of four bytes fit within them. Compatibility adapters have lower limits.
 */
export const NEEDED_LIMITS = { maxStorageBufferBindingSize: 128 * 2 ** 20, maxBufferSize: 256 * 2 ** 20 } as const;

export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** The CPU emulates the GPU. */
  readonly software: boolean;
  readonly limits: Readonly<Record<keyof typeof NEEDED_LIMITS, number>>;
  readonly features: readonly string[];
}

export type AdapterCheck =
  | { readonly state: 'usable'; readonly adapter: GPUAdapter; readonly facts: AdapterFacts }
  | { readonly state: 'refused'; readonly reason: GpuRefusal; readonly facts: AdapterFacts | null };

/**
 * Requests the fastest adapter and checks it. Never rejects.
 * @param gpu `navigator.gpu`; undefined in an insecure context
 */
export async function checkAdapter(gpu: GPU | undefined): Promise<AdapterCheck> {
  const adapter = (await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)) ?? null;
  if (adapter === null) return { state: 'refused', reason: 'no-gpu', facts: null };
  const facts = factsOf(adapter);
  if (facts.software) return { state: 'refused', reason: 'slow-gpu', facts };
  const enough = Object.entries(NEEDED_LIMITS).every(
    ([limit, needed]) => facts.limits[limit as keyof typeof NEEDED_LIMITS] >= needed,
  );
  return enough ? { state: 'usable', adapter, facts } : { state: 'refused', reason: 'small-gpu', facts };
}

function factsOf({ info, limits, features }: GPUAdapter): AdapterFacts {
  const { maxStorageBufferBindingSize, maxBufferSize } = limits;
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    description: info.description,
    software: info.isFallbackAdapter,
    limits: { maxStorageBufferBindingSize, maxBufferSize },
    features: [...features].sort(),
  };
}
