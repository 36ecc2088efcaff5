import { bundlePhotoshop } from '../../build/photoshop.mjs';

/** Photoshop's host script, built from the sources as they are now and exactly as it ships. */
export const SCRIPT_CODE = await bundlePhotoshop();
