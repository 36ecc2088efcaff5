import { EngineError } from '../api/report';

/** Limits to raise from WebGPU's defaults to the adapter's: onnxruntime-web's kernels are faster with them. */
const RAISED_LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const;
/** Features to enable where the adapter has them. */
const OPTIONAL_FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];

/** A device that networks and kernels share, with its errors. */
export interface GuardedDevice {
  readonly device: GPUDevice;
  /**
   * Waits for work on the device. Rejects at once if the device is lost, because such work may never end. Also rejects
   * after any device error, because later results can be wrong (out of memory gives zeros).
   * @throws EngineError `gpu-lost`
   */
  guard<Result>(work: Promise<Result>): Promise<Result>;
}

/** Opens a device. Rejects if the adapter gives none. */
export async function openDevice(adapter: GPUAdapter): Promise<GuardedDevice> {
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(RAISED_LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    requiredFeatures: OPTIONAL_FEATURES.filter((feature) => adapter.features.has(feature)),
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
