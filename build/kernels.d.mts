/** Path of kernels.json. */
export const KERNELS_FILE: string;

/** The text of kernels.json: the module in base64, without and with relaxed SIMD. */
export function compileKernels(): Promise<string>;
