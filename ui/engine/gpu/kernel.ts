/** A compiled WGSL compute shader. */
export interface Kernel {
  /**
   * Queues one run of at least `width` × `height` invocations.
   * @param buffers the bindings of group 0, in order
   */
  run(buffers: readonly GPUBuffer[], width: number, height: number): void;
}

/** Invocations of a workgroup along x and y; every shader must have `@workgroup_size(8, 8)`. */
const WORKGROUP = 8;

/**
 * Compiles a kernel. Rejects if the device refuses the shader.
 * @param code WGSL with an entry point `main`, and bindings in group 0
 */
export async function createKernel(device: GPUDevice, code: string): Promise<Kernel> {
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }), entryPoint: 'main' },
  });
  const layout = pipeline.getBindGroupLayout(0);
  return {
    run(buffers, width, height) {
      const group = device.createBindGroup({
        layout,
        entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
      });
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(Math.ceil(width / WORKGROUP), Math.ceil(height / WORKGROUP));
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
  };
}
