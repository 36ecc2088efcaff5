/** A WGSL compute shader with an entry point `main`; its bindings are those of group 0, in order. */
export interface Kernel {
  /** Queues one run over at least `width` × `height` invocations, in workgroups of WORKGROUP each way. */
  run(buffers: readonly GPUBuffer[], width: number, height: number): void;
}

/** Invocations of a workgroup, each way: kernels are written for `@workgroup_size(8, 8)`. */
const WORKGROUP = 8;

/** Rejects if the device does not take the shader. */
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
