import { EngineError } from '../api/report';

/** The limits beyond the defaults that a device is asked for where the adapter has them: onnxruntime-web's kernels are faster with them. */
const WISHED_LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const;
const WISHED_FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];

/** A device that networks and kernels share, and what has gone wrong with it. */
export interface GuardedDevice {
  readonly device: GPUDevice;
  /**
   * Waits for work on the device, and no longer than the device lives: what waits for a lost one may never end, and
   * what was computed after an error (memory that ran out gives zeros) is not to be used.
   * Throws EngineError: gpu-lost.
   */
  guard<Result>(work: Promise<Result>): Promise<Result>;
}

/** Rejects if the adapter gives no device. */
export async function openDevice(adapter: GPUAdapter): Promise<GuardedDevice> {
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(WISHED_LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    requiredFeatures: WISHED_FEATURES.filter((feature) => adapter.features.has(feature)),
  });
  let fault: string | null = null;
  const lost = new Promise<never>((_, reject) => {
    const fail = (detail: string): void => {
      fault ??= detail;
      reject(new EngineError({ code: 'gpu-lost', detail: fault }));
    };
    void device.lost.then(({ reason, message }) => fail(`${reason}: ${message}`));
    device.addEventListener('uncapturederror', ({ error }) => fail(error.message));
  });
  lost.catch(() => undefined);
  return {
    device,
    async guard(work) {
      const result = await Promise.race([work, lost]).catch((error: unknown) => {
        throw fault === null ? error : new EngineError({ code: 'gpu-lost', detail: fault });
      });
      if (fault !== null) throw new EngineError({ code: 'gpu-lost', detail: fault });
      return result;
    },
  };
}
